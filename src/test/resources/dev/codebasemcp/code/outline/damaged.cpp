class LIBRARY Shape : Base {
  int area() { return 1; }
};
class library Table {
public:
  int size() { return 2;
  int rows() { return 1; }
};
int main() { return 0; }
