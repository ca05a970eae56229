package dev.codebasemcp.search.query;

import java.util.Set;

/** The endings that make a dotted word a file's name, not a qualified name. */
final class FileEndings {
    private static final Set<String> ENDINGS =
            Set.of(("c h cc cpp cxx hh hpp hxx cs css ex exs go gradle groovy hs html java jl js json jsx"
                            + " kt kts lua md mjs cjs ml mli php pl pm proto py pyi r rb rs rst scala sh bash zsh sql swift toml ts"
                            + " tsx txt vue xml yaml yml zig")
                    .split(" "));

    private FileEndings() {}

    static boolean contains(String lowerCaseEnding) {
        return ENDINGS.contains(lowerCaseEnding);
    }
}
