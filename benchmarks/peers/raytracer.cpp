// A straightforward path tracer of spheres, as one writes it after reading "Ray Tracing in One Weekend" and the tree of its sequel: virtual methods, one ray at a
// time, one thread, double. It reads what 'pico render one-weekend --show' writes.
//
// Double as in the book: in float, points on the ground, a sphere of radius 1000, come to lie inside of it, and what the mirror shows of it is a tenth too dark.
//
//   ./raytracer SCENE WIDTH HEIGHT SPP OUT.ppm
//
// The last line is like that of 'pico render': rays are first ones and bounces; seconds are processor time.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Vec {
    double x, y, z;
    double operator[](int i) const { return i == 0 ? x : i == 1 ? y : z; }
};
static Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
static Vec operator-(Vec a, Vec b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
static Vec operator*(Vec a, Vec b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
static Vec operator*(Vec a, double t) { return {a.x * t, a.y * t, a.z * t}; }
static double dot(Vec a, Vec b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
static Vec cross(Vec a, Vec b) { return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}; }
static Vec unit(Vec a) { return a * (1 / std::sqrt(dot(a, a))); }

static uint64_t state = 88172645463325252ull;
static double random1() { // xorshift64: cheaper than what the library has
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (state >> 40) * (1.0 / (1 << 24));
}
static Vec random_direction() {
    for (;;) {
        Vec p{2 * random1() - 1, 2 * random1() - 1, 2 * random1() - 1};
        double d = dot(p, p);
        if (d > 1e-12 && d <= 1) return p * (1 / std::sqrt(d));
    }
}

struct Ray { Vec origin, direction; };
struct Material;
struct Hit { double t; Vec point, normal; bool front; const Material* material; };

struct Material {
    virtual ~Material() = default;
    virtual bool scatter(const Ray& in, const Hit& hit, Vec& colour, Ray& out) const = 0;
};
struct Lambert : Material {
    Vec albedo;
    explicit Lambert(Vec a) : albedo(a) {}
    bool scatter(const Ray&, const Hit& hit, Vec& colour, Ray& out) const override {
        Vec d = hit.normal + random_direction();
        out = {hit.point, dot(d, d) < 1e-12 ? hit.normal : unit(d)};
        colour = albedo;
        return true;
    }
};
struct Metal : Material {
    Vec albedo;
    double fuzz;
    Metal(Vec a, double f) : albedo(a), fuzz(f) {}
    bool scatter(const Ray& in, const Hit& hit, Vec& colour, Ray& out) const override {
        Vec d = in.direction - hit.normal * (2 * dot(in.direction, hit.normal));
        if (fuzz > 0) d = unit(d + random_direction() * fuzz);
        out = {hit.point, d};
        colour = albedo;
        return dot(d, hit.normal) > 0;
    }
};
struct Dielectric : Material {
    double index;
    explicit Dielectric(double i) : index(i) {}
    bool scatter(const Ray& in, const Hit& hit, Vec& colour, Ray& out) const override {
        double ratio = hit.front ? 1 / index : index, cosine = std::min(-dot(in.direction, hit.normal), 1.0), sine = std::sqrt(1 - cosine * cosine);
        double r0 = (1 - ratio) / (1 + ratio);
        r0 *= r0;
        Vec d;
        if (ratio * sine > 1 || r0 + (1 - r0) * std::pow(1 - cosine, 5.0) > random1()) {
            d = in.direction + hit.normal * (2 * cosine);
        } else {
            Vec across = (in.direction + hit.normal * cosine) * ratio;
            d = across - hit.normal * std::sqrt(std::fabs(1 - dot(across, across)));
        }
        out = {hit.point, unit(d)};
        colour = {1, 1, 1};
        return true;
    }
};

struct Box {
    Vec low, high;
    bool hit(const Ray& r, Vec inverse, double least, double most) const {
        for (int axis = 0; axis < 3; axis++) {
            double t0 = (low[axis] - r.origin[axis]) * inverse[axis], t1 = (high[axis] - r.origin[axis]) * inverse[axis];
            if (inverse[axis] < 0) std::swap(t0, t1);
            least = t0 > least ? t0 : least;
            most = t1 < most ? t1 : most;
            if (most <= least) return false;
        }
        return true;
    }
};
static Box around(const Box& a, const Box& b) {
    return {{std::min(a.low.x, b.low.x), std::min(a.low.y, b.low.y), std::min(a.low.z, b.low.z)}, {std::max(a.high.x, b.high.x), std::max(a.high.y, b.high.y), std::max(a.high.z, b.high.z)}};
}

struct Shape {
    Box box;
    virtual ~Shape() = default;
    virtual bool hit(const Ray& r, Vec inverse, double least, double most, Hit& hit) const = 0;
};
struct Sphere : Shape {
    Vec centre;
    double radius;
    const Material* material;
    Sphere(Vec c, double r, const Material* m) : centre(c), radius(r), material(m) { box = {c - Vec{r, r, r}, c + Vec{r, r, r}}; }
    bool hit(const Ray& r, Vec, double least, double most, Hit& hit) const override {
        Vec oc = centre - r.origin;
        double along = dot(oc, r.direction), squared = radius * radius - dot(oc - r.direction * along, oc - r.direction * along);
        if (squared < 0) return false;
        double half = std::sqrt(squared), t = along - half;
        if (t <= least || t >= most) {
            t = along + half;
            if (t <= least || t >= most) return false;
        }
        hit.t = t;
        hit.point = r.origin + r.direction * t;
        Vec outward = (hit.point - centre) * (1 / radius);
        hit.front = dot(r.direction, outward) < 0;
        hit.normal = hit.front ? outward : outward * -1;
        hit.material = material;
        return true;
    }
};
struct Node : Shape { // the book's: halves along the longest axis
    std::shared_ptr<Shape> left, right;
    Node(std::vector<std::shared_ptr<Shape>>& shapes, size_t start, size_t end) {
        box = shapes[start]->box;
        for (size_t i = start; i < end; i++) box = around(box, shapes[i]->box);
        Vec size = box.high - box.low;
        int axis = size.x > size.y && size.x > size.z ? 0 : size.y > size.z ? 1 : 2;
        if (end - start == 1) {
            left = right = shapes[start];
        } else if (end - start == 2) {
            left = shapes[start];
            right = shapes[start + 1];
        } else {
            std::sort(shapes.begin() + start, shapes.begin() + end, [axis](auto& a, auto& b) { return a->box.low[axis] < b->box.low[axis]; });
            size_t middle = start + (end - start) / 2;
            left = std::make_shared<Node>(shapes, start, middle);
            right = std::make_shared<Node>(shapes, middle, end);
        }
    }
    bool hit(const Ray& r, Vec inverse, double least, double most, Hit& hit) const override {
        if (!box.hit(r, inverse, least, most)) return false;
        bool a = left->hit(r, inverse, least, most, hit), b = right->hit(r, inverse, least, a ? hit.t : most, hit);
        return a || b;
    }
};

static long rays;
static Vec below{1, 1, 1}, above{0.5, 0.7, 1};

static Vec trace(const Shape& world, Ray ray, int depth) {
    Vec through{1, 1, 1};
    for (; depth > 0; depth--) {
        rays++;
        Hit hit;
        if (!world.hit(ray, {1 / ray.direction.x, 1 / ray.direction.y, 1 / ray.direction.z}, 0.001, std::numeric_limits<double>::infinity(), hit)) {
            double a = 0.5 * (ray.direction.y + 1);
            return through * (below * (1 - a) + above * a);
        }
        Vec colour;
        Ray next;
        if (!hit.material->scatter(ray, hit, colour, next)) break;
        through = through * colour;
        ray = next;
    }
    return {0, 0, 0};
}

int main(int count, char** arguments) {
    if (count != 6) return std::fprintf(stderr, "raytracer SCENE WIDTH HEIGHT SPP OUT.ppm\n"), 2;
    FILE* file = std::fopen(arguments[1], "r");
    if (!file) return std::perror(arguments[1]), 1;
    std::map<std::string, std::unique_ptr<Material>> materials;
    std::vector<std::shared_ptr<Shape>> shapes;
    char line[1000], name[100];
    while (std::fgets(line, sizeof line, file)) {
        double a, b, c, d = 0;
        if (std::sscanf(line, "material %99s lambert (%lf, %lf, %lf)", name, &a, &b, &c) == 4) materials[name] = std::make_unique<Lambert>(Vec{a, b, c});
        else if (std::sscanf(line, "material %99s metal (%lf, %lf, %lf) fuzz %lf", name, &a, &b, &c, &d) >= 4) materials[name] = std::make_unique<Metal>(Vec{a, b, c}, d);
        else if (std::sscanf(line, "material %99s dielectric %lf", name, &a) == 2) materials[name] = std::make_unique<Dielectric>(a);
        else if (std::sscanf(line, "sphere (%lf, %lf, %lf) radius %lf of %99s", &a, &b, &c, &d, name) == 5) shapes.push_back(std::make_shared<Sphere>(Vec{a, b, c}, d, materials.at(name).get()));
        else if (line[0] != '#' && line[0] != '\n' && std::strncmp(line, "camera", 6) && std::strncmp(line, "sky", 3)) return std::fprintf(stderr, "cannot read: %s", line), 1;
    }
    std::fclose(file);
    Node world(shapes, 0, shapes.size());

    int width = std::atoi(arguments[2]), height = std::atoi(arguments[3]), samples = std::atoi(arguments[4]);
    Vec from{13, 2, 3}, back = unit(from), right = unit(cross({0, 1, 0}, back)), up = cross(back, right);
    double focus = 10, lens = 0.05, tall = 2 * std::tan(10 * 3.14159265 / 180) * focus, wide = tall * width / height;
    std::vector<unsigned char> bytes;
    std::clock_t start = std::clock();
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            Vec sum{0, 0, 0};
            for (int i = 0; i < samples; i++) {
                double u = (x + random1()) / width - 0.5, v = 0.5 - (y + random1()) / height, lx, ly;
                do lx = 2 * random1() - 1, ly = 2 * random1() - 1;
                while (lx * lx + ly * ly > 1);
                Vec offset = right * (lx * lens) + up * (ly * lens);
                sum = sum + trace(world, {from + offset, unit(right * (u * wide) + up * (v * tall) - back * focus - offset)}, 50);
            }
            for (int i = 0; i < 3; i++) {
                double light = std::min(sum[i] / samples, 1.0);
                bytes.push_back((unsigned char)(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055) + 0.5));
            }
        }
    double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
    FILE* out = std::fopen(arguments[5], "wb");
    if (!out) return std::perror(arguments[5]), 1;
    std::fprintf(out, "P6\n%d %d\n255\n", width, height);
    std::fwrite(bytes.data(), 1, bytes.size(), out);
    std::fclose(out);
    std::printf("final: mrays_per_s=%.3f seconds=%.2f\n", rays / 1e6 / seconds, seconds);
}
