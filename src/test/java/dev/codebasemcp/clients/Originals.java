package dev.codebasemcp.clients;

import java.util.LinkedHashMap;
import java.util.Map;

/** Files as users have them, in the format of a client. */
final class Originals {
    private Originals() {}

    static Map<String, String> of(Place place) {
        String key = place.container().get(0);
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("empty", "");
        texts.put("blank", "\n\n");
        if (place.format() instanceof JsonFormat) {
            json(key, texts);
        } else if (place.format() instanceof TomlFormat) {
            toml(key, texts);
        } else {
            yaml(key, texts);
        }
        String others = others(place);
        texts.put("others", others);
        texts.put("CRLF", others.replace("\n", "\r\n"));
        texts.put("byte order mark", "\uFEFF" + others);
        texts.put("no last line end", others.stripTrailing());
        return texts;
    }

    /** A file with other servers and settings. */
    static String others(Place place) {
        String key = place.container().get(0);
        if (place.format() instanceof JsonFormat) {
            return jsonOthers(key);
        }
        return place.format() instanceof TomlFormat ? tomlOthers(key) : yamlOthers(key);
    }

    private static String jsonOthers(String key) {
        return "{\n  \"theme\": \"dark \\u00fc \u00fc \uD83D\uDE00\",\n  \"" + key
                + "\": {\n    \"other\": {\n      \"command\": \"npx\",\n      \"args\": [ \"-y\",\"x\" ],\n"
                + "      \"env\": {}\n    }\n  },\n  \"n\": 1.50e3\n}\n";
    }

    private static String tomlOthers(String key) {
        return "model = \"dark \u00fc \uD83D\uDE00\"\n\n[" + key
                + ".other]\ncommand = 'npx'\nargs = [\n  \"-y\",\n  \"[x]\",\n]\n\n[" + key
                + ".other.env]\nA = \"1\"\n\n[[list]]\nx = 1.5\n[[list]]\nd = 1979-05-27T07:32:00Z\n";
    }

    private static String yamlOthers(String key) {
        return "GOOSE_MODEL: \"dark \u00fc \uD83D\uDE00\"\n" + key
                + ":\n  developer:\n    enabled: true\n    envs: {}\n"
                + "    args:\n    - a\n    - b: |\n        text\n\n  memory:\n    type: builtin\n    text: >-\n      folded\n"
                + "      more\nGOOSE_PROVIDER: y\n";
    }

    private static void json(String key, Map<String, String> texts) {
        texts.put("empty object", "{}");
        texts.put("object of one blank line", "{\n}\n");
        texts.put("blank object", "{ \t}\n");
        texts.put("only a comment", "// a comment\n");
        texts.put("only a comment inside", "{\n  // a comment\n}\n");
        texts.put("one line", "{\"a\": [1, {\"b\": null}], \"c\": \"x\"}");
        texts.put("one line with servers", "{\"" + key + "\": {\"x\": {\"command\": \"y\"}}}");
        texts.put("no servers", "{\n  \"theme\": \"dark\"\n}\n");
        texts.put("empty servers", "{\n  \"theme\": \"dark\",\n  \"" + key + "\": {}\n}\n");
        texts.put("servers of one blank line", "{\n  \"" + key + "\": {\n  }\n}\n");
        String others = jsonOthers(key);
        texts.put("tabs", others.replace("  ", "\t"));
        texts.put("four blanks", others.replace("  ", "    "));
        texts.put(
                "comments",
                "// comment, { first\n{\n  /* comment , */ \"" + key + "\": {\n    // comment of other\n"
                        + "    \"other\": { \"url\": \"http://x//y,\" } // comment at the end, really\n"
                        + "    // comment behind it\n  } /* comment behind servers */\n}\n// comment at the end\n");
        texts.put(
                "trailing commas",
                "{\n  \"" + key + "\": {\n    \"other\": { \"command\": \"a\", }, // comment\n  },\n}\n");
        texts.put("large", others.replace("dark", "dark".repeat(50_000)));
        texts.put("minified", "{\"x\":1,\"" + key + "\":{},\"y\":[]}");
    }

    private static void toml(String key, Map<String, String> texts) {
        texts.put("only a comment", "# a comment\n");
        texts.put("no servers", "model = \"x\"\n\n[profiles.a]\nb = 1\n");
        texts.put("empty servers", "model = \"x\"\n[" + key + "]\n");
        texts.put(
                "comments",
                "# comment first\n[" + key + "] # comment of servers\n# comment of other\n[" + key
                        + ".other]\ncommand = \"a\" # comment at the end\n\n# comment at the very end\n");
        texts.put("tabs", "[a]\n\tb = \"\"\"\n[mcp_servers.codebase]\n\"\"\"\n");
    }

    private static void yaml(String key, Map<String, String> texts) {
        texts.put("only a comment", "# a comment\n");
        texts.put("no servers", "GOOSE_MODEL: x\nlist:\n- a\n- b\n");
        texts.put("empty servers", "GOOSE_MODEL: x\n" + key + ": {}\nother: 1\n");
        texts.put("nothing as servers", "a: 1\n" + key + ":\nother: 1\n");
        texts.put(
                "comments",
                "# comment first\n" + key + ": # comment of servers\n    # comment of developer\n    developer:\n"
                        + "        enabled: true # comment at the end\n\n# comment of the next\nnext: 1\n");
        texts.put("flow", key + ": {developer: {enabled: true}, b: {c: [1, 2]}}\n");
    }
}
