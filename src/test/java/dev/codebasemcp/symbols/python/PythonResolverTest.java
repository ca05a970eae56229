package dev.codebasemcp.symbols.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.resolve.SourceTrees;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One rule of the language per test: scopes, imports and attributes. */
class PythonResolverTest {
    @TempDir
    static Path natives;

    private SourceTrees code;

    @BeforeEach
    void open() {
        code = new SourceTrees(natives, PythonResolver::new);
    }

    @AfterEach
    void close() {
        code.close();
    }

    @Test
    void aLocalVariableHidesTheNameOfItsModule() {
        code.with("m.py", """
                def run(): pass
                run()
                def other(run):
                    run()
                def local():
                    run = 1
                    return run
                def nested():
                    return [run for run in range(3)], lambda run: run
                def free():
                    return run
                """);
        assertThat(code.uses("m.py", "run")).containsExactly("m.py:2 call", "m.py:11 read");
    }

    @Test
    void methodsDoNotSeeTheScopeOfTheirClass() {
        code.with("m.py", """
                limit = 1
                class A:
                    limit = 2
                    both = limit
                    def get(self):
                        return limit
                """);
        assertThat(code.uses("m.py", "limit")).containsExactly("m.py:6 read");
        assertThat(code.uses("m.py", "A.limit")).containsExactly("m.py:4 read");
    }

    @Test
    void globalNamesTheVariableOfTheModule() {
        code.with("m.py", """
                count = 0
                def add():
                    global count
                    count = count + 1
                def shadow():
                    count = 5
                    return count
                """);
        assertThat(code.uses("m.py", "count")).containsExactly("m.py:3 read", "m.py:4 write", "m.py:4 read");
    }

    @Test
    void nonlocalNamesTheFunctionAround() {
        code.with("m.py", """
                def outer():
                    def inner(): pass
                    def swap():
                        nonlocal inner
                        inner = 1
                    inner()
                def inner(): pass
                """);
        assertThat(code.uses("m.py", "outer.inner")).containsExactly("m.py:4 read", "m.py:5 write", "m.py:6 call");
        assertThat(code.uses("m.py", "inner")).isEmpty();
    }

    @Test
    void defaultsAndDecoratorsBelongToTheScopeAround() {
        code.with("m.py", """
                def size(): pass
                def wrap(f): return f
                @wrap
                def f(size=size(), key=lambda a: a):
                    return size
                """);
        assertThat(code.uses("m.py", "size")).containsExactly("m.py:4 call");
        assertThat(code.uses("m.py", "wrap")).containsExactly("m.py:3 call");
    }

    @Test
    void importsFollowPackagesAndNewNames() {
        code.with("pkg/__init__.py", "from .core import Client as Public\nfrom .core import helper\n")
                .with("pkg/core.py", "class Client: pass\ndef helper(): pass\n")
                .with("pkg/sub/__init__.py", "")
                .with("pkg/sub/deep.py", "from ..core import helper as h\nh()\n")
                .with("use.py", """
                        import pkg
                        import pkg.core as c
                        pkg.helper()
                        c.helper()
                        c.Client()
                        """);
        assertThat(code.uses("pkg/core.py", "helper"))
                .containsExactly(
                        "pkg/__init__.py:2 import",
                        "pkg/sub/deep.py:1 import",
                        "pkg/sub/deep.py:1 import",
                        "pkg/sub/deep.py:2 call",
                        "use.py:3 call",
                        "use.py:4 call");
        assertThat(code.uses("pkg/core.py", "Client")).contains("use.py:5 call");
    }

    @Test
    void anAsteriskImportsWhatTheModuleExports() {
        code.with("lib.py", "__all__ = ['shown']\ndef shown(): pass\ndef hidden(): pass\n")
                .with("plain.py", "def open_name(): pass\ndef _closed(): pass\n")
                .with("use.py", "from lib import *\nfrom plain import *\nshown()\nhidden()\nopen_name()\n_closed()\n");
        assertThat(code.uses("lib.py", "shown")).containsExactly("use.py:3 call");
        assertThat(code.uses("lib.py", "hidden")).containsExactly("use.py:4 call??");
        assertThat(code.uses("plain.py", "open_name")).containsExactly("use.py:5 call");
        assertThat(code.uses("plain.py", "_closed")).containsExactly("use.py:6 call??");
    }

    @Test
    void modulesAreFoundBelowSrcAndFromTests() {
        code.with("src/app/__init__.py", "")
                .with("src/app/models.py", "class User: pass\n")
                .with("tests/test_models.py", "from app.models import User\nUser()\n");
        assertThat(code.uses("src/app/models.py", "User"))
                .containsExactly("tests/test_models.py:1 import", "tests/test_models.py:2 call");
    }

    @Test
    void modulesOfLibrariesAreElsewhere() {
        code.with("queue.py", "def load(): pass\n")
                .with("pkg/__init__.py", "")
                .with("pkg/use.py", "import json\nimport thing\njson.load()\nthing.load()\nload()\n");
        assertThat(code.uses("queue.py", "load")).containsExactly("pkg/use.py:5 call??");
    }

    @Test
    void eitherDefinitionOfAFallbackIsMeant() {
        code.with("fast.py", "def parse(): pass\n").with("use.py", """
                try:
                    from fast import parse
                except ImportError:
                    def parse(): pass
                parse()
                """);
        assertThat(code.uses("fast.py", "parse")).containsExactly("use.py:2 import", "use.py:5 call");
        assertThat(code.uses("use.py", "parse")).containsExactly("use.py:5 call");
    }

    @Test
    void overloadsAndAccessorsAreOneSymbol() {
        code.with("m.py", """
                from typing import overload
                class A:
                    @overload
                    def get(self, a: int) -> int: ...
                    @overload
                    def get(self, a: str) -> str: ...
                    def get(self, a): return a
                    @property
                    def size(self): return 1
                    @size.setter
                    def size(self, value): pass
                a = A()
                a.get(1)
                a.size = a.size + 1
                """);
        assertThat(code.uses("m.py", "A.get")).containsExactly("m.py:13 call");
        assertThat(code.uses("m.py", "A.size")).containsExactly("m.py:10 read", "m.py:14 write", "m.py:14 read");
    }

    @Test
    void aMethodThatReplacesAnotherOverridesIt() {
        code.with("m.py", """
                class Base:
                    def run(self): pass
                class Sub(Base):
                    def run(self):
                        super().run()
                Sub().run()
                """);
        assertThat(code.uses("m.py", "Base.run")).containsExactly("m.py:4 override", "m.py:5 call");
        assertThat(code.uses("m.py", "Sub.run")).containsExactly("m.py:6 call");
    }

    @Test
    void aSubclassNamesItsBases() {
        code.with("m.py", """
                import abc
                class Base: pass
                class Sub(Base): pass
                class Meta(type): pass
                class Box(pkg.Base, Generic[Base, "Base"], metaclass=Meta):
                    class Inner(pkg.Base["Base"][Base]): pass
                def make():
                    @wrap(Base)
                    class Local(Base): pass
                    return type("Sub", (Base,), {})
                class Made(mixin(Base), Base.Part): pass
                """);
        assertThat(code.subtypes("Base"))
                .containsExactly("m.py:3 Sub", "m.py:5 Box", "m.py:6 Box.Inner", "m.py:9 make.Local");
        assertThat(code.subtypes("Generic")).containsExactly("m.py:5 Box");
        assertThat(code.subtypes("Part")).containsExactly("m.py:11 Made");
        assertThat(code.subtypes("Meta")).isEmpty();
        assertThat(code.subtypes("pkg")).isEmpty();
        assertThat(code.subtypes("mixin")).isEmpty();
    }

    @Test
    void keywordsAreParametersButMayBeFieldsOfDataClasses() {
        code.with("m.py", """
                from dataclasses import dataclass
                @dataclass
                class Point:
                    x: int = 0
                class Plain:
                    def __init__(self, y):
                        self.y = y
                Point(x=1)
                Plain(y=2)
                """);
        assertThat(code.uses("m.py", "Point.x")).containsExactly("m.py:8 read??");
        assertThat(code.uses("m.py", "Plain.y")).isEmpty();
    }

    @Test
    void patternsNameClassesAndTheirAttributes() {
        code.with("shapes.py", "class Point:\n    x: int\nZERO = 0\n").with("use.py", """
                import shapes
                from shapes import Point
                def f(value):
                    match value:
                        case Point(x=1): pass
                        case shapes.ZERO: pass
                        case Other(x=x): return x
                """);
        assertThat(code.uses("shapes.py", "Point")).containsExactly("use.py:2 import", "use.py:5 type");
        assertThat(code.uses("shapes.py", "Point.x")).containsExactly("use.py:5 read", "use.py:7 read??");
        assertThat(code.uses("shapes.py", "ZERO")).containsExactly("use.py:6 read");
    }

    @Test
    void aMethodOfAnUnknownValueIsTheOnlyOneOfItsName() {
        code.with("m.py", "class A:\n    def flush_all(self): pass\n    def close(self): pass\n")
                .with("use.py", "def f(x):\n    x.flush_all()\n    x.close()\n    x.flush_all\n");
        assertThat(code.uses("m.py", "A.flush_all")).containsExactly("use.py:2 call?", "use.py:4 read??");
        assertThat(code.uses("m.py", "A.close")).containsExactly("use.py:3 call??");
    }
}
