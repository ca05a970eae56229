public class Broken {
    private int a;

    public int first() {
        return 1;


    public int second(String s) {
        return 2;
    }

    static class Inner {
        void third() {}
    }
}
