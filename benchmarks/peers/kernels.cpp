// The kernels of src/Pico.Examples/Kernels as straightforward C++, for 'Pico.Benchmarks kernels': what a compiler makes of plain loops.
#include <cmath>
#include <cstdint>
#include <limits>

#define PEER extern "C" __attribute__((visibility("default")))

PEER void mandelbrot(const float *__restrict real, const float *__restrict imaginary, int limit, int *__restrict result, int n)
{
    for (int i = 0; i < n; i++)
    {
        float x = 0, y = 0;
        int round = 0;
        for (; round < limit; round++)
        {
            float xx = x * x, yy = y * y;
            if (xx + yy > 4) break;
            y = 2 * x * y + imaginary[i];
            x = xx - yy + real[i];
        }
        result[i] = round;
    }
}

static inline float normal(float x) { return 0.5f + 0.5f * erff(x * 0.70710678f); }

PEER void black_scholes(
    const float *__restrict spot, const float *__restrict strike, const float *__restrict years, float rate, float volatility,
    float *__restrict call, float *__restrict put, int n)
{
    for (int i = 0; i < n; i++)
    {
        float deviation = volatility * sqrtf(years[i]);
        float d1 = (logf(spot[i] / strike[i]) + (rate + 0.5f * volatility * volatility) * years[i]) / deviation;
        float d2 = d1 - deviation;
        float present = strike[i] * expf(-rate * years[i]);
        call[i] = spot[i] * normal(d1) - present * normal(d2);
        put[i] = call[i] + present - spot[i];
    }
}

PEER float dot(const float *__restrict a, const float *__restrict b, int n)
{
    float sum = 0;
    for (int i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

PEER void softmax(float *row, int n)
{
    float largest = row[0];
    for (int i = 1; i < n; i++) largest = row[i] > largest ? row[i] : largest;
    float sum = 0;
    for (int i = 0; i < n; i++)
    {
        row[i] = expf(row[i] - largest);
        sum += row[i];
    }
    float scale = 1 / sum;
    for (int i = 0; i < n; i++) row[i] *= scale;
}

PEER void kick(
    const float *__restrict x, const float *__restrict y, const float *__restrict z, const float *__restrict mass,
    float *__restrict vx, float *__restrict vy, float *__restrict vz, float time, float softening, int n)
{
    for (int i = 0; i < n; i++)
    {
        float ax = 0, ay = 0, az = 0;
        for (int j = 0; j < n; j++)
        {
            float dx = x[j] - x[i], dy = y[j] - y[i], dz = z[j] - z[i];
            float inverse = 1 / sqrtf(dx * dx + dy * dy + dz * dz + softening);
            float pull = mass[j] * inverse * inverse * inverse;
            ax += dx * pull;
            ay += dy * pull;
            az += dz * pull;
        }
        vx[i] += ax * time;
        vy[i] += ay * time;
        vz[i] += az * time;
    }
}

PEER void ray_spheres(
    const float *__restrict rays, const float *__restrict x, const float *__restrict y, const float *__restrict z, const float *__restrict radius, int spheres,
    float *__restrict distance, int *__restrict hit, int n)
{
    const float *ox = rays, *oy = rays + n, *oz = rays + 2 * n, *dx = rays + 3 * n, *dy = rays + 4 * n, *dz = rays + 5 * n;
    for (int i = 0; i < n; i++)
    {
        int best = -1;
        float nearest = std::numeric_limits<float>::infinity();
        for (int j = 0; j < spheres; j++)
        {
            float cx = x[j] - ox[i], cy = y[j] - oy[i], cz = z[j] - oz[i];
            float along = cx * dx[i] + cy * dy[i] + cz * dz[i];
            float px = cx - along * dx[i], py = cy - along * dy[i], pz = cz - along * dz[i];
            float squared = radius[j] * radius[j] - (px * px + py * py + pz * pz);
            if (squared < 0) continue;
            float half = sqrtf(squared);
            float front = along - half;
            float at = front > 1e-4f ? front : along + half;
            if (at > 1e-4f && at < nearest)
            {
                nearest = at;
                best = j;
            }
        }
        distance[i] = nearest;
        hit[i] = best;
    }
}

PEER void life(const uint8_t *__restrict board, uint8_t *__restrict next, int width, int height)
{
    int stride = width + 2;
    for (int row = 1; row <= height; row++)
    {
        const uint8_t *above = board + (row - 1) * stride, *self = above + stride, *below = self + stride;
        uint8_t *out = next + row * stride + 1;
        for (int i = 0; i < width; i++)
        {
            int neighbours = above[i] + above[i + 1] + above[i + 2] + self[i] + self[i + 2] + below[i] + below[i + 1] + below[i + 2];
            out[i] = (neighbours | self[i + 1]) == 3;
        }
    }
}
static inline uint32_t rotate(uint32_t x, int n) { return (x >> n) | (x << (32 - n)); }

PEER void sha256(const uint32_t *__restrict words, const uint32_t *__restrict constants, uint32_t *__restrict state, int n)
{
    for (int m = 0; m < n; m++)
    {
        uint32_t w[64];
        for (int t = 0; t < 16; t++) w[t] = words[t * n + m];
        for (int t = 16; t < 64; t++)
        {
            uint32_t p = w[t - 2], q = w[t - 15];
            w[t] = (rotate(p, 17) ^ rotate(p, 19) ^ (p >> 10)) + w[t - 7] + (rotate(q, 7) ^ rotate(q, 18) ^ (q >> 3)) + w[t - 16];
        }
        uint32_t s[8];
        for (int k = 0; k < 8; k++) s[k] = state[k * n + m];
        uint32_t a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
        for (int t = 0; t < 64; t++)
        {
            uint32_t next = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + constants[t] + w[t];
            uint32_t other = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            h = g; g = f; f = e; e = d + next; d = c; c = b; b = a; a = next + other;
        }
        uint32_t r[8] = {a, b, c, d, e, f, g, h};
        for (int k = 0; k < 8; k++) state[k * n + m] = s[k] + r[k];
    }
}


// What memory gives: loops that do nothing but move the bytes that a kernel moves.

typedef float lanes __attribute__((vector_size(64), aligned(4)));

// Reads two arrays.
PEER float read_probe(const float *a, const float *b, int n)
{
    lanes sums[8] = {};
    for (int i = 0; i + 128 <= n; i += 128)
    {
        for (int k = 0; k < 8; k++) sums[k] += *(const lanes *)(a + i + 16 * k) + *(const lanes *)(b + i + 16 * k);
    }
    lanes sum = {};
    for (int k = 0; k < 8; k++) sum += sums[k];
    float total = 0;
    for (int k = 0; k < 16; k++) total += sum[k];
    return total;
}

// Reads four arrays and writes three of them.
PEER void update_probe(float *__restrict weight, const float *__restrict gradient, float *__restrict m, float *__restrict v, int n)
{
    for (int i = 0; i < n; i++)
    {
        weight[i] -= gradient[i];
        m[i] += gradient[i];
        v[i] += gradient[i];
    }
}
