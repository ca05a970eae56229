#pragma once
#define API __declspec
namespace shop {
namespace detail {

/// A thing.
template <typename T, typename U = int>
class Box final : public Base<T> {
 public:
  static constexpr int kLimit = 3;
  explicit Box(T value) : value_(value) {}
  ~Box() = default;
  T get() const { return value_; }
  void set(T value);
  Box& operator=(const Box&) = delete;
  operator bool() const { return true; }
  enum class Mode { kA, kB };
  struct Inner { int x; };
  using Alias = std::vector<T>;

 private:
  T value_;
};

template <typename T>
void Box<T>::set(T value) { value_ = value; }

}  // namespace detail

std::string Registry::Impl::name() const { return ""; }
Registry::Registry() {}
Registry::~Registry() {}
bool operator==(const A& a, const B& b) { return true; }
concept Small = true;
typedef int Number;
using Text = std::string;
constexpr int kMax = 10;
union Either { int a; };
template <>
struct hash<Foo> { int operator()(int x) { return x; } };
template <typename T>
T* make(T t) { return new T(t); }
const char* const names[] = {"a"};
}  // namespace shop
extern "C" { int plain(void) { return 1; } }
