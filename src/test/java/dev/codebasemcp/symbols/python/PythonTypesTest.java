package dev.codebasemcp.symbols.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.resolve.SourceTrees;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the types of values tell, one rule per test: {@code a.py} has two classes with the same method. */
class PythonTypesTest {
    @TempDir
    static Path natives;

    private SourceTrees code;

    @BeforeEach
    void open() {
        code = new SourceTrees(natives, PythonResolver::new).with("a.py", """
                class A:
                    def run(self): pass
                class B:
                    def run(self): pass
                """);
    }

    @AfterEach
    void close() {
        code.close();
    }

    private void use(String text) {
        code.with("use.py", "from a import A, B\nfrom typing import *\n" + text);
    }

    @Test
    void annotationsTellTypes() {
        use("""
                def f(a: A, b: "B", c: Optional[A], d: A | None, e: Annotated[B, 1], u: Union[A, int]):
                    a.run()
                    b.run()
                    c.run()
                    d.run()
                    e.run()
                    u.run()
                """);
        assertThat(code.uses("a.py", "A.run"))
                .containsExactly("use.py:4 call", "use.py:6 call", "use.py:7 call", "use.py:9 call");
        assertThat(code.uses("a.py", "B.run")).containsExactly("use.py:5 call", "use.py:8 call");
        assertThat(code.uses("a.py", "B")).containsExactly("use.py:1 import", "use.py:3 type", "use.py:3 type");
    }

    @Test
    void eitherOfTwoTypesIsLikely() {
        use("def f(x: A | B):\n    x.run()\n");
        assertThat(code.uses("a.py", "A.run")).containsExactly("use.py:4 call?");
        assertThat(code.uses("a.py", "B.run")).containsExactly("use.py:4 call?");
    }

    @Test
    void elementsHaveTheTypeOfTheirContainer() {
        use("""
                def f(all: list[A], by: Dict[str, B], pair: tuple[A, B]):
                    for a in all: a.run()
                    all[0].run()
                    by["k"].run()
                    for key, b in by.items(): b.run()
                    [x.run() for x in by.values()]
                    for i, a in enumerate(all): a.run()
                    first, second = pair
                    second.run()
                    next(iter(all)).run()
                """);
        assertThat(code.uses("a.py", "A.run"))
                .containsExactly("use.py:4 call", "use.py:5 call", "use.py:9 call", "use.py:12 call");
        assertThat(code.uses("a.py", "B.run"))
                .containsExactly("use.py:6 call", "use.py:7 call", "use.py:8 call", "use.py:11 call");
    }

    @Test
    void callsReturnInstancesOrWhatTheyDeclare() {
        use("""
                def make() -> A: ...
                def infer():
                    return B()
                async def later() -> A: ...
                async def f():
                    A().run()
                    make().run()
                    infer().run()
                    (await later()).run()
                    later().run()
                """);
        assertThat(code.uses("a.py", "A.run")).containsExactly("use.py:8 call", "use.py:9 call", "use.py:11 call");
        assertThat(code.uses("a.py", "B.run")).containsExactly("use.py:10 call");
    }

    @Test
    void fieldsAreWhatMethodsSet() {
        use("""
                class C:
                    shared: A
                    def __init__(self, b: B):
                        self.b = b
                        self.late = None
                    def start(self):
                        self.late = A()
                    def go(self):
                        self.b.run()
                        self.late.run()
                        self.shared.run()
                """);
        assertThat(code.uses("a.py", "A.run")).containsExactly("use.py:12 call", "use.py:13 call");
        assertThat(code.uses("a.py", "B.run")).containsExactly("use.py:11 call");
        assertThat(code.uses("use.py", "C.late")).containsExactly("use.py:9 write", "use.py:12 read");
    }

    @Test
    void basesAreSearchedInTheirOrder() {
        use("""
                class Left(A): pass
                class Both(Left, B):
                    def go(self):
                        self.run()
                        super().run()
                class Other(B): pass
                Other().run()
                """);
        assertThat(code.uses("a.py", "A.run")).containsExactly("use.py:6 call", "use.py:7 call");
        assertThat(code.uses("a.py", "B.run")).containsExactly("use.py:9 call");
    }

    @Test
    void aFieldThatASubclassSetsIsThatOfTheBase() {
        use("""
                class Base:
                    state: A
                class Sub(Base):
                    def __init__(self):
                        self.state = A()
                Sub().state
                """);
        assertThat(code.uses("use.py", "Base.state")).containsExactly("use.py:7 write", "use.py:8 read");
    }

    @Test
    void classMethodsHaveTheClass() {
        use("""
                class C:
                    @classmethod
                    def make(cls) -> "Self":
                        return cls()
                    @staticmethod
                    def free(cls): cls.make()
                    def hello(self): pass
                C.make().hello()
                """);
        assertThat(code.uses("use.py", "C.make")).containsExactly("use.py:8 call?", "use.py:10 call");
        assertThat(code.uses("use.py", "C.hello")).containsExactly("use.py:10 call");
    }

    @Test
    void withBindsWhatIsEntered() {
        use("""
                from contextlib import contextmanager
                class C:
                    def __enter__(self) -> A: ...
                    async def __aenter__(self) -> A: ...
                @contextmanager
                def opened() -> Iterator[B]: ...
                with C() as a, opened() as b:
                    a.run()
                    b.run()
                """);
        assertThat(code.uses("a.py", "A.run")).containsExactly("use.py:10 call");
        assertThat(code.uses("a.py", "B.run")).containsExactly("use.py:11 call");
    }

    @Test
    void propertiesHaveTheTypeThatTheyReturn() {
        use("""
                class C:
                    @property
                    def a(self) -> A: ...
                    def b(self) -> B: ...
                C().a.run()
                C().b.run()
                C().b().run()
                """);
        assertThat(code.uses("a.py", "A.run")).containsExactly("use.py:7 call");
        assertThat(code.uses("a.py", "B.run")).containsExactly("use.py:9 call");
    }

    @Test
    void isinstanceNarrows() {
        use("""
                def f(x, y, z, w):
                    if isinstance(x, A) and x.run():
                        x.run()
                    x.run()
                    if not isinstance(y, B):
                        return
                    y.run()
                    assert isinstance(z, (A,))
                    z.run()
                    return w.run() if isinstance(w, B) else None
                """);
        assertThat(code.uses("a.py", "A.run"))
                .containsExactly("use.py:4 call", "use.py:5 call", "use.py:6 call??", "use.py:11 call");
        assertThat(code.uses("a.py", "B.run")).containsExactly("use.py:6 call??", "use.py:9 call", "use.py:12 call");
    }

    @Test
    void theNearestAssignmentCounts() {
        use("""
                def f(flag):
                    x = A()
                    x.run()
                    x = B()
                    x.run()
                    if flag:
                        y = A()
                        y.run()
                    else:
                        y = B()
                        y.run()
                """);
        assertThat(code.uses("a.py", "A.run")).containsExactly("use.py:5 call", "use.py:10 call");
        assertThat(code.uses("a.py", "B.run")).containsExactly("use.py:7 call", "use.py:13 call");
    }

    @Test
    void membersOfEnumerationsAreInstances() {
        use("""
                from enum import Enum
                class Color(Enum):
                    RED = 1
                    def show(self): pass
                Color.RED.show()
                for color in Color: color.show()
                """);
        assertThat(code.uses("use.py", "Color.RED")).containsExactly("use.py:7 read");
        assertThat(code.uses("use.py", "Color.show")).containsExactly("use.py:7 call", "use.py:8 call");
    }

    @Test
    void typeVariablesStandForArguments() {
        use("""
                T = TypeVar("T", bound="A")
                def same(value: T) -> T: ...
                def first(values: list[T]) -> T: ...
                same(A()).run()
                first([A()]).run()
                def g(value: T): value.run()
                """);
        assertThat(code.uses("a.py", "A.run")).containsExactly("use.py:6 call", "use.py:7 call", "use.py:8 call");
        assertThat(code.uses("a.py", "A")).contains("use.py:3 type");
    }

    @Test
    void stringsThatAreNoTypesNameNothing() {
        use("""
                x: Literal["A"] = "A"
                y: Annotated[int, "A"] = 1
                z = cast("A", x)
                z.run()
                """);
        assertThat(code.uses("a.py", "A")).containsExactly("use.py:1 import", "use.py:5 type");
        assertThat(code.uses("a.py", "A.run")).containsExactly("use.py:6 call");
    }

    @Test
    void aliasesOfTypesStandForThem() {
        use("""
                Either = Union[A, None]
                def f(x: Either, y: Later): x.run(); y.run()
                type Later = list[A] | B
                """);
        assertThat(code.uses("a.py", "A.run")).containsExactly("use.py:4 call");
        assertThat(code.uses("a.py", "B.run")).containsExactly("use.py:4 call");
    }
}
