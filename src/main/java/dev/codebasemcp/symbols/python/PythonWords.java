package dev.codebasemcp.symbols.python;

import java.util.Set;

/** Names that Python itself gives a meaning. */
final class PythonWords {
    private static final Set<String> BUILTINS = words("""
            ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError
            BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
            ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception
            ExceptionGroup False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError
            ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError
            KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError None NotADirectoryError NotImplemented
            NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError
            RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration
            SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError UnboundLocalError
            UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError
            Warning WindowsError ZeroDivisionError __build_class__ __debug__ __doc__ __file__ __import__ __name__ abs
            aiter all anext any ascii basestring bin bool breakpoint bytearray bytes callable chr classmethod compile
            complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset
            getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list locals long map
            max memoryview min next object oct open ord pow print property quit range raw_input repr reveal_type reversed
            round set setattr slice sorted staticmethod str sum super tuple type unichr unicode vars xrange zip
            """);

    private static final Set<String> MODULES = words("""
            __future__ _thread _typeshed abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop
            base64 bdb binascii bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop
            collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes
            curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno
            faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext
            glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress
            itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap
            modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator
            optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath
            pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline
            reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd
            smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string
            stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios
            textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle
            turtledemo types typing typing_extensions unicodedata unittest urllib uu uuid venv warnings wave weakref
            webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
            """);

    /** Attributes of types that come with Python, which an object of unknown type may well be of. */
    private static final Set<String> ATTRIBUTES = words("""
            absolute accept add addFilter addHandler add_done_callback anchor append appendleft args as_posix astimezone
            bind buffer callHandlers cancel cancelled cancelling capitalize casefold cast center chmod clear close closed
            combine communicate conjugate connect contiguous copy count critical ctime cwd daemon date day days debug
            decode denominator detach difference discard done drive dst dup elements empty encode encoding end endpos
            endswith errno error errors exception exists expand expandtabs expanduser extend extendleft family fatal
            filename filename2 fileno filter find findCaller findall finditer flags flush fold format fromhex
            fromisocalendar fromisoformat fromkeys fromordinal fromtimestamp full fullmatch get getChild getEffectiveLevel
            getName get_nowait getblocking getbuffer getpeername getsockname getsockopt gettimeout getvalue glob group
            groupdict groupindex groups handle hasHandlers hex home hour ident imag index info insert intersection
            isDaemon isEnabledFor isSet is_alive is_dir is_file is_set isalnum isalpha isascii isatty isdecimal isdigit
            isdisjoint isidentifier islower isnumeric isocalendar isoformat isoweekday isprintable isspace issubset
            issuperset istitle isupper items itemsize iterdir join joinpath keys kill lastgroup lastindex lchmod listen
            ljust log lower lstat lstrip makeRecord makefile maketrans manager match max maxlen maxsize microsecond
            microseconds min minute mkdir month most_common move_to_end mro name nbytes ndim newlines notify notifyAll
            notify_all now numerator obj open owner parent parents partition parts pattern poll pop popitem popleft pos
            proto put put_nowait qsize re read read1 read_bytes read_text readable readinto readinto1 readline readlines
            readlink readonly real reconfigure recv recvfrom recvmsg regs release remove removeFilter removeHandler
            removeprefix removesuffix rename replace resolution resolve result reverse rfind rglob rindex rjust rmdir root
            rotate rpartition rsplit rstrip run samefile scanner search second seconds seek seekable send sendall sendfile
            sendmsg sendto set setDaemon setLevel setName set_exception set_result setblocking setdefault setsockopt
            settimeout shape shutdown sort span split splitlines start startswith stat stem strerror strftime strides
            string strip strptime sub subn suboffsets subtract suffix suffixes swapcase task_done tell terminate time
            timeout timestamp timetuple timetz title tobytes today tolist toordinal toreadonly total total_seconds touch
            translate truncate type tzinfo tzname uncancel union unlink update upper utcfromtimestamp utcnow utcoffset
            utctimetuple values wait wait_for warn warning weekday with_suffix with_traceback writable write write_bytes
            write_text writelines year zfill
            """);

    private PythonWords() {}

    static boolean isBuiltin(String name) {
        return BUILTINS.contains(name);
    }

    static boolean isStandardModule(String name) {
        return MODULES.contains(name);
    }

    static boolean isCommonAttribute(String name) {
        return ATTRIBUTES.contains(name) || (name.startsWith("__") && name.endsWith("__"));
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+", -1));
    }
}
