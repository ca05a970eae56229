package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the parameters are in the heads of definitions, and how many they are. */
class ParameterListTest {
    private static final String PUT = "put";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    void put() | 0
                    @A("x") void put(int a) | 1
                    void put(Map<String, List<T>> a, int b) | 2
                    void put(@A(x = 1, y = 2) int a) throws E | 1
                    void put(Map<? super A, ? extends B> a) | 1
                    int put(void) | 0
                    put(a: Int, b: Int,) | 2
                    put(cb: (e: E) => void, o: O): void | 2
                    put(cb: (Int) -> Unit, o: O) -> (A, B) | 2
                    put(a: { x: number, y: number }, b: [A, B]) | 2
                    void put(char a = ',', string b = ")", int c = 1) | 3
                    void put(int a = 1'000, int b = 2'000) | 2
                    void put(int a /* one, two */, int b) | 2
                    void put(bool a = (b <= c), int d) | 2
                    """)
    void parametersAreCounted(String signature, int count) {
        assertThat(ParameterList.of(PUT, signature).count()).hasValue(count);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    void put(@A(1) int a) throws E | (@A(1) int a)
                    public static int put(this int x) => twice(x, x) * 2 | (this int x)
                    fun put(x: Int) = Shop<Int>("", listOf()) | (x: Int)
                    def put[T](x: T)(implicit e: E): Int = other(x, 1) | (x: T)
                    put(): (x: string) => void | ()
                    func put(a: Int) -> (Int, Int) -> Void | (a: Int)
                    fun put(a: Int): (String) -> Unit | (a: Int)
                    void put(int a) noexcept(true) | (int a)
                    template <class T = int> void Box<T>::put(T a) const noexcept(noexcept(a)) | (T a)
                    auto put(int a) -> decltype(f(a, 1)) | (int a)
                    void (*put(int a, void (*f)(int)))(int) | (int a, void (*f)(int))
                    put<F extends (x: number) => void>(a: F): F | (a: F)
                    [Obsolete("Use put(x)")] void put(int a) | (int a)
                    @put(1) void put(int a) | (int a)
                    @Log(put(1)) put(a) | (a)
                    void output(int x) put(int a) | (int a)
                    put?(a: string): void | (a: string)
                    fun <T> List<T>.put(a: T): T = put(a, 1) | (a: T)
                    """)
    void parametersAreDirectlyBehindTheName(String signature, String list) {
        assertThat(ParameterList.of(PUT, signature).text()).isEqualTo(list);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    operator() | int operator()(int x) | (int x)
                    operator= | Box& operator=(const Box& other) = delete | (const Box& other)
                    < | bool operator <(Store<T> a, Store<T> b) => a.n < b.n | (Store<T> a, Store<T> b)
                    == | static func == (a: A, b: A) -> Bool | (a: A, b: A)
                    this | public int this[int i, int j] => Get(i) | [int i, int j]
                    this | def this(x: Int) = this("", x) | (x: Int)
                    init | public init?(name: String) | (name: String)
                    Box | explicit Box(T value) : value_(value) | (T value)
                    ~Box | ~Box() = default | ()
                    Registry | Registry::Registry(int a) | (int a)
                    """)
    void operatorsAndConstructorsHaveParameters(String name, String signature, String list) {
        assertThat(ParameterList.of(name, signature).text()).isEqualTo(list);
    }

    @Test
    void whatHasNoParametersBehindItsNameHasNone() {
        for (String signature :
                new String[] {"int a", "private put = (e: Event) => put(e)", "val put: Int = f(1)", ""}) {
            assertThat(ParameterList.of(PUT, signature)).as(signature).satisfies(none -> {
                assertThat(none.text()).isEmpty();
                assertThat(none.count()).isEmpty();
            });
        }
        assertThat(ParameterList.of("", "(a, b)").text()).isEmpty();
    }

    @Test
    void anUnknownNumberOfParametersIsNotCounted() {
        assertThat(ParameterList.of(PUT, "void put(int... a)").count()).isEmpty();
        assertThat(ParameterList.of(PUT, "void put(int a, // one, two int b)").count())
                .isEmpty();
        assertThat(ParameterList.of(PUT, "void put(bool a = b < c, int d)").count())
                .isEmpty();
        assertThat(ParameterList.of(PUT, "void put(String a = \"...\")").count())
                .hasValue(1);
    }

    @Test
    void ofALongListTheBeginningIsShown() {
        assertThat(ParameterList.of(PUT, "@A(1) void put(int a, @B(2) int")).satisfies(cut -> {
            assertThat(cut.text()).isEqualTo("(int a, @B(2) int…");
            assertThat(cut.count()).isEmpty();
        });
    }
}
