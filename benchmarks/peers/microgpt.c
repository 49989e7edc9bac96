// The peer of `pico grad microgpt`: the same model (width 16, 4 heads, 1 block, context 16, RMS norms without weights, no biases,
// ReLU, one name a step, Adam), with its gradients derived by hand. Weights lie [in][out], so that the innermost loops of the way
// forth run over outputs side by side; the way back multiplies by transposed copies, made once a name. Every size is a constant and
// the compiler may reorder sums, as the one who writes such a program for speed would let it.
//
//   ./microgpt names.txt [names per round] [rounds]
//
// prints the mean loss and the processor time per name of each round.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { V = 27, T = 16, C = 16, H = 4, D = C / H, F = 4 * C, VP = 32 }; // VP: V filled up to whole vectors

typedef struct {
    float tokens[V][C], positions[T][C], query[C][C], key[C][C], value[C][C], output[C][C], up[C][F], down[F][C], head[C][VP];
} Weights;

enum { COUNT = sizeof(Weights) / sizeof(float) };

static _Alignas(64) Weights w, gradient, first, second;

#define RESTRICT(type, name, size) type (*restrict name)[size]

// y[t][o] (+)= sum over i of x[t][i] m[i][o]
#define PRODUCT(NAME, IN, OUT)                                                                        \
    static void NAME(int n, const float (*restrict x)[IN], const float (*restrict m)[OUT], RESTRICT(float, y, OUT)) { \
        for (int t = 0; t < n; t++) {                                                                 \
            float sum[OUT] = {0};                                                                     \
            for (int i = 0; i < IN; i++)                                                              \
                for (int o = 0; o < OUT; o++) sum[o] += x[t][i] * m[i][o];                            \
            for (int o = 0; o < OUT; o++) y[t][o] = sum[o];                                           \
        }                                                                                             \
    }

// g[i][o] += sum over t of x[t][i] d[t][o]
#define WEIGHT_GRADIENT(NAME, IN, OUT)                                                                \
    static void NAME(int n, const float (*restrict x)[IN], const float (*restrict d)[OUT], RESTRICT(float, g, OUT)) { \
        for (int i = 0; i < IN; i++) {                                                                \
            float sum[OUT] = {0};                                                                     \
            for (int t = 0; t < n; t++)                                                               \
                for (int o = 0; o < OUT; o++) sum[o] += x[t][i] * d[t][o];                            \
            for (int o = 0; o < OUT; o++) g[i][o] = sum[o];                                           \
        }                                                                                             \
    }

#define TRANSPOSE(NAME, IN, OUT)                                                                      \
    static void NAME(const float (*restrict m)[OUT], RESTRICT(float, r, IN)) {                        \
        for (int o = 0; o < OUT; o++)                                                                 \
            for (int i = 0; i < IN; i++) r[o][i] = m[i][o];                                           \
    }

PRODUCT(product_cc, C, C)
PRODUCT(product_cf, C, F)
PRODUCT(product_fc, F, C)
PRODUCT(product_cv, C, VP)
PRODUCT(product_vc, VP, C)
WEIGHT_GRADIENT(gradient_cc, C, C)
WEIGHT_GRADIENT(gradient_cf, C, F)
WEIGHT_GRADIENT(gradient_fc, F, C)
WEIGHT_GRADIENT(gradient_cv, C, VP)
TRANSPOSE(transpose_cc, C, C)
TRANSPOSE(transpose_cf, C, F)
TRANSPOSE(transpose_fc, F, C)
TRANSPOSE(transpose_cv, C, VP)

static void norm(int n, const float (*restrict x)[C], RESTRICT(float, y, C), float *restrict scale) {
    for (int t = 0; t < n; t++) {
        float squares = 0;
        for (int i = 0; i < C; i++) squares += x[t][i] * x[t][i];
        scale[t] = 1 / sqrtf(squares / C + 1e-5f);
        for (int i = 0; i < C; i++) y[t][i] = x[t][i] * scale[t];
    }
}

// d becomes the gradient of the norm's operand, plus what came past the norm
static void norm_back(int n, const float (*restrict x)[C], const float *restrict scale, const float (*restrict upstream)[C], RESTRICT(float, d, C), int adds) {
    for (int t = 0; t < n; t++) {
        float dot = 0;
        for (int i = 0; i < C; i++) dot += upstream[t][i] * x[t][i];
        float factor = dot * scale[t] * scale[t] * scale[t] / C;
        for (int i = 0; i < C; i++) d[t][i] = (adds ? d[t][i] : 0) + upstream[t][i] * scale[t] - x[t][i] * factor;
    }
}

static float step(const int *ids, const int *targets, int n) {
    static _Alignas(64) float x0[T][C], x1[T][C], y1[T][C], q[T][C], k[T][C], v[T][C], mixed[T][C], x2[T][C], y2[T][C], hidden[T][F], x3[T][C], logits[T][VP];
    static _Alignas(64) float p[H][T][T], part[T][C], s0[T], s1[T], s2[T];
    for (int t = 0; t < n; t++)
        for (int i = 0; i < C; i++) x0[t][i] = w.tokens[ids[t]][i] + w.positions[t][i];
    norm(n, x0, x1, s0);
    norm(n, x1, y1, s1);
    product_cc(n, y1, w.query, q);
    product_cc(n, y1, w.key, k);
    product_cc(n, y1, w.value, v);
    for (int h = 0; h < H; h++)
        for (int t = 0; t < n; t++) {
            float largest = -INFINITY, sum = 0;
            for (int s = 0; s <= t; s++) {
                float dot = 0;
                for (int i = 0; i < D; i++) dot += q[t][h * D + i] * k[s][h * D + i];
                p[h][t][s] = dot * 0.5f; // 1 / sqrt(D)
                largest = fmaxf(largest, p[h][t][s]);
            }
            for (int s = 0; s <= t; s++) p[h][t][s] = expf(p[h][t][s] - largest);
            for (int s = 0; s <= t; s++) sum += p[h][t][s];
            float total = 1 / sum;
            float m[D] = {0};
            for (int s = 0; s <= t; s++) {
                p[h][t][s] *= total;
                for (int i = 0; i < D; i++) m[i] += p[h][t][s] * v[s][h * D + i];
            }
            for (int i = 0; i < D; i++) mixed[t][h * D + i] = m[i];
        }
    product_cc(n, mixed, w.output, part);
    for (int t = 0; t < n; t++)
        for (int i = 0; i < C; i++) x2[t][i] = x1[t][i] + part[t][i];
    norm(n, x2, y2, s2);
    product_cf(n, y2, w.up, hidden);
    for (int t = 0; t < n; t++)
        for (int i = 0; i < F; i++) hidden[t][i] = hidden[t][i] > 0 ? hidden[t][i] : 0;
    product_fc(n, hidden, w.down, part);
    for (int t = 0; t < n; t++)
        for (int i = 0; i < C; i++) x3[t][i] = x2[t][i] + part[t][i];
    product_cv(n, x3, w.head, logits);

    // The loss; logits become their own gradient.
    float loss = 0, weight = 1.0f / n;
    for (int t = 0; t < n; t++) {
        float largest = logits[t][0], sum = 0;
        for (int i = 1; i < V; i++) largest = fmaxf(largest, logits[t][i]);
        loss -= (logits[t][targets[t]] - largest) * weight;
        for (int i = 0; i < VP; i++) logits[t][i] = expf(logits[t][i] - largest);
        for (int i = V; i < VP; i++) logits[t][i] = 0;
        for (int i = 0; i < VP; i++) sum += logits[t][i];
        loss += logf(sum) * weight;
        for (int i = 0; i < VP; i++) logits[t][i] *= weight / sum;
        logits[t][targets[t]] -= weight;
    }

    static _Alignas(64) float turned_head[VP][C], turned_down[C][F], turned_up[F][C], turned[C][C];
    static _Alignas(64) float dx[T][C], dhidden[T][F], dy[T][C], dmixed[T][C], dq[T][C], dk[T][C], dv[T][C], dx1[T][C];
    gradient_cv(n, x3, logits, gradient.head);
    transpose_cv(w.head, turned_head);
    product_vc(n, logits, turned_head, dx);
    gradient_fc(n, hidden, dx, gradient.down);
    transpose_fc(w.down, turned_down);
    product_cf(n, dx, turned_down, dhidden);
    for (int t = 0; t < n; t++)
        for (int i = 0; i < F; i++) dhidden[t][i] = hidden[t][i] > 0 ? dhidden[t][i] : 0;
    gradient_cf(n, y2, dhidden, gradient.up);
    transpose_cf(w.up, turned_up);
    product_fc(n, dhidden, turned_up, dy);
    norm_back(n, x2, s2, dy, dx, 1);
    gradient_cc(n, mixed, dx, gradient.output);
    transpose_cc(w.output, turned);
    product_cc(n, dx, turned, dmixed);
    memset(dk, 0, sizeof dk);
    memset(dv, 0, sizeof dv);
    for (int h = 0; h < H; h++)
        for (int t = 0; t < n; t++) {
            float dp[T], dot = 0, m[D] = {0};
            for (int s = 0; s <= t; s++) {
                float sum = 0;
                for (int i = 0; i < D; i++) {
                    sum += dmixed[t][h * D + i] * v[s][h * D + i];
                    dv[s][h * D + i] += p[h][t][s] * dmixed[t][h * D + i];
                }
                dp[s] = sum;
                dot += p[h][t][s] * sum;
            }
            for (int s = 0; s <= t; s++) {
                float ds = p[h][t][s] * (dp[s] - dot) * 0.5f;
                for (int i = 0; i < D; i++) {
                    m[i] += ds * k[s][h * D + i];
                    dk[s][h * D + i] += ds * q[t][h * D + i];
                }
            }
            for (int i = 0; i < D; i++) dq[t][h * D + i] = m[i];
        }
    gradient_cc(n, y1, dq, gradient.query);
    gradient_cc(n, y1, dk, gradient.key);
    gradient_cc(n, y1, dv, gradient.value);
    transpose_cc(w.query, turned);
    product_cc(n, dq, turned, dy);
    transpose_cc(w.key, turned);
    product_cc(n, dk, turned, part);
    for (int t = 0; t < n; t++)
        for (int i = 0; i < C; i++) dy[t][i] += part[t][i];
    transpose_cc(w.value, turned);
    product_cc(n, dv, turned, part);
    for (int t = 0; t < n; t++)
        for (int i = 0; i < C; i++) dy[t][i] += part[t][i];
    norm_back(n, x1, s1, dy, dx, 1);
    norm_back(n, x0, s0, dx, dx1, 0);
    memset(gradient.tokens, 0, sizeof gradient.tokens);
    memset(gradient.positions, 0, sizeof gradient.positions);
    for (int t = 0; t < n; t++)
        for (int i = 0; i < C; i++) {
            gradient.positions[t][i] = dx1[t][i];
            gradient.tokens[ids[t]][i] += dx1[t][i];
        }
    return loss;
}

static void adam(int number, float rate) {
    const float beta1 = 0.85f, beta2 = 0.99f;
    float pace = rate / (1 - powf(beta1, number)), correction = 1 / sqrtf(1 - powf(beta2, number));
    float *restrict a = (float *)&w, *restrict m = (float *)&first, *restrict u = (float *)&second;
    const float *restrict g = (const float *)&gradient;
    for (int i = 0; i < COUNT; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        u[i] = beta2 * u[i] + (1 - beta2) * g[i] * g[i];
        m[i] = fabsf(m[i]) < 1e-30f ? 0 : m[i]; // denormals are slow
        u[i] = u[i] < 1e-30f ? 0 : u[i];
        a[i] -= pace * m[i] / (sqrtf(u[i]) * correction + 1e-8f);
    }
}

static float normal(void) { // Box and Muller
    double a = (rand() + 1.0) / (RAND_MAX + 2.0), b = rand() / (double)RAND_MAX;
    return (float)(sqrt(-2 * log(a)) * cos(6.283185307179586 * b));
}

int main(int argc, char **argv) {
    static int ids[40000][T], targets[40000][T], lengths[40000];
    char line[256];
    int names = 0;
    FILE *file = argc > 1 ? fopen(argv[1], "r") : NULL;
    if (!file) return fprintf(stderr, "usage: microgpt names.txt [names per round] [rounds]\n"), 2;
    while (names < 40000 && fgets(line, sizeof line, file)) {
        int length = (int)strcspn(line, "\r\n");
        if (length == 0) continue;
        if (length > T - 1) length = T - 1;
        ids[names][0] = V - 1;
        for (int i = 0; i < length; i++) targets[names][i] = ids[names][i + 1] = line[i] - 'a';
        targets[names][length] = V - 1;
        lengths[names++] = length + 1;
    }
    fclose(file);
    int each = argc > 2 ? atoi(argv[2]) : 20000, rounds = argc > 3 ? atoi(argv[3]) : 5, number = 0;
    srand(1);
    for (int i = 0; i < COUNT; i++) ((float *)&w)[i] = 0.08f * normal();
    for (int round = 0; round < rounds; round++) {
        double loss = 0;
        struct timespec a, b;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
        for (int i = 0; i < each; i++, number++) {
            int name = number % names;
            loss += step(ids[name], targets[name], lengths[name]);
            adam(number + 1, 0.01f);
        }
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
        printf("loss %.4f  %.2f us per name\n", loss / each, ((b.tv_sec - a.tv_sec) * 1e9 + (b.tv_nsec - a.tv_nsec)) / 1e3 / each);
    }
    return 0;
}
