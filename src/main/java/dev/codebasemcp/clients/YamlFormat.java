package dev.codebasemcp.clients;

import static java.util.Map.entry;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** YAML with one document. What is added has quoted texts, which no parser takes for another type. */
record YamlFormat() implements EntryFormat {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** What is wrong, by words of the parser's message. The first that occurs counts. */
    private static final List<Map.Entry<String, String>> FAULTS = List.of(
            entry(
                    "mapping values are not allowed",
                    "a name with a colon does not belong here; look at the indentation, or quote the text"),
            entry("(TAB)", "a tab does not belong here; indent with blanks"),
            entry("expected ':'", "a colon is expected after a name"),
            entry("end of stream", "the text ends before everything is closed"),
            entry("undefined alias", "an alias has no anchor"),
            entry("duplicate key", "a name is there twice"),
            entry("another document", "there is a second document; this file has one only"));

    private static final String UNIT = "  ";

    @Override
    public Map<String, Object> parse(String text) throws BrokenTextException {
        try {
            Object document = yaml().load(text);
            if (document == null) {
                return Map.of();
            }
            if (document instanceof Map<?, ?> map) {
                return Documents.copied(map);
            }
            throw new BrokenTextException(1, 1, "a mapping of names to values is expected");
        } catch (MarkedYAMLException broken) {
            Mark at = broken.getProblemMark();
            throw new BrokenTextException(at.getLine() + 1, at.getColumn() + 1, words(broken), broken);
        } catch (YAMLException broken) {
            throw new BrokenTextException(
                    "the YAML holds control characters or too many aliases, or is too long", broken);
        }
    }

    /** The parser's own messages are for programmers. */
    private static String words(MarkedYAMLException broken) {
        String problem = String.valueOf(broken.getProblem());
        return FAULTS.stream()
                .filter(fault -> problem.contains(fault.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("the YAML is malformed here; look at the indentation and at quotation marks");
    }

    /** Only plain values are made, so a document cannot create objects. */
    private static Yaml yaml() {
        return new Yaml(new SafeConstructor(new LoaderOptions()));
    }

    @Override
    public String put(String text, List<String> path, Map<String, Object> entry) throws BrokenTextException {
        parse(text);
        Layout layout = Layout.of(text);
        Node at = yaml().compose(new StringReader(text));
        if (at == null) {
            return layout.ended(text) + block(path, entry, "", layout);
        }
        for (int depth = 0; depth < path.size(); depth++) {
            if (!(at instanceof MappingNode mapping)) {
                throw new BrokenTextException("\"" + path.get(depth - 1) + "\" is no mapping");
            }
            Optional<NodeTuple> member = member(mapping, path.get(depth));
            List<String> rest = path.subList(depth, path.size());
            if (member.isEmpty()) {
                return inserted(text, mapping, rest, entry);
            }
            Node value = member.get().getValueNode();
            if (rest.size() == 1 || isNothing(value)) {
                return replaced(text, mapping, member.get(), rest, entry);
            }
            at = value;
        }
        throw new IllegalStateException("The path is empty.");
    }

    private static boolean isNothing(Node value) {
        return value instanceof ScalarNode scalar && scalar.getValue().isEmpty();
    }

    private static Optional<NodeTuple> member(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .findFirst();
    }

    private static String inserted(String text, MappingNode mapping, List<String> path, Map<String, Object> entry) {
        Layout layout = Layout.of(text);
        List<NodeTuple> members = mapping.getValue();
        if (mapping.getFlowStyle() == FlowStyle.FLOW) {
            int close = offset(text, mapping.getEndMark()) - 1;
            int at = members.isEmpty() ? close : end(text, last(members).getValueNode());
            String value = JsonFormat.compact(Documents.nested(path.subList(1, path.size()), entry));
            return text.substring(0, at) + (members.isEmpty() ? "" : ", ") + path.get(0) + ": " + value
                    + text.substring(at);
        }
        Node last = last(members).getValueNode();
        int at = Layout.nextLine(text, Math.max(0, end(text, last) - 1));
        String before = layout.ended(text.substring(0, at));
        return before + block(path, entry, indentation(text, members.get(0)), layout) + text.substring(at);
    }

    private static String indentation(String text, NodeTuple member) {
        int start = offset(text, member.getKeyNode().getStartMark());
        return " ".repeat(start - Layout.lineStart(text, start));
    }

    private static String replaced(
            String text, MappingNode mapping, NodeTuple member, List<String> path, Map<String, Object> entry) {
        Layout layout = Layout.of(text);
        int start = offset(text, member.getKeyNode().getStartMark());
        int end = end(text, member.getValueNode());
        if (mapping.getFlowStyle() == FlowStyle.FLOW) {
            Object value = Documents.nested(path.subList(1, path.size()), entry);
            return text.substring(0, start) + path.get(0) + ": " + JsonFormat.compact(value) + text.substring(end);
        }
        int from = Layout.lineStart(text, start);
        int to = Layout.nextLine(text, Math.max(from, end - 1));
        return text.substring(0, from) + block(path, entry, indentation(text, member), layout) + text.substring(to);
    }

    @Override
    public String remove(String text, List<String> path) throws BrokenTextException {
        parse(text);
        MappingNode mapping = (MappingNode) yaml().compose(new StringReader(text));
        for (String key : path.subList(0, path.size() - 1)) {
            mapping = (MappingNode) member(mapping, key).orElseThrow().getValueNode();
        }
        NodeTuple member = member(mapping, path.get(path.size() - 1)).orElseThrow();
        int start = offset(text, member.getKeyNode().getStartMark());
        int end = end(text, member.getValueNode());
        if (mapping.getFlowStyle() == FlowStyle.FLOW) {
            return withoutFlow(text, mapping.getValue(), member);
        }
        int to = Layout.nextLine(text, Math.max(start, end - 1));
        if (mapping.getValue().size() > 1 || path.size() == 1) {
            return text.substring(0, Layout.lineStart(text, start)) + text.substring(to);
        }
        // A key with an empty block would have no value; an empty mapping keeps its type.
        int parentEnd = text.substring(0, start).stripTrailing().length();
        return text.substring(0, parentEnd) + " {}" + Layout.of(text).newline() + text.substring(to);
    }

    private static String withoutFlow(String text, List<NodeTuple> members, NodeTuple member) {
        int index = members.indexOf(member);
        int start = offset(text, member.getKeyNode().getStartMark());
        int end = end(text, member.getValueNode());
        if (index > 0) {
            start = end(text, members.get(index - 1).getValueNode());
        } else if (members.size() > 1) {
            end = offset(text, members.get(1).getKeyNode().getStartMark());
        }
        return text.substring(0, start) + text.substring(end);
    }

    /** Returns the end of the node's last character: the mark of a block is where the next token begins. */
    private static int end(String text, Node node) {
        if (node instanceof CollectionNode<?> collection
                && collection.getFlowStyle() != FlowStyle.FLOW
                && !collection.getValue().isEmpty()) {
            Node last = node instanceof MappingNode mapping
                    ? last(mapping.getValue()).getValueNode()
                    : last(((SequenceNode) node).getValue());
            return end(text, last);
        }
        return offset(text, node.getEndMark());
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    /** Marks count code points. */
    private static int offset(String text, Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    private static String block(List<String> path, Map<String, Object> entry, String indentation, Layout layout) {
        StringBuilder text = new StringBuilder();
        String inner = indentation;
        for (String key : path) {
            text.append(inner).append(key(key)).append(':').append(layout.newline());
            inner += UNIT;
        }
        lines(entry, inner, layout).forEach(line -> text.append(line).append(layout.newline()));
        return text.toString();
    }

    private static List<String> lines(Map<?, ?> map, String indentation, Layout layout) {
        List<String> lines = new ArrayList<>();
        map.forEach((name, value) -> {
            String start = indentation + key(String.valueOf(name)) + ":";
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                lines.add(start);
                lines.addAll(lines(inner, indentation + UNIT, layout));
            } else if (value instanceof List<?> list && !list.isEmpty()) {
                lines.add(start);
                list.forEach(element -> lines.add(indentation + "- " + JsonFormat.compact(element)));
            } else {
                lines.add(start + " " + JsonFormat.compact(value));
            }
        });
        return lines;
    }

    private static String key(String key) {
        return PLAIN_KEY.matcher(key).matches() ? key : JsonFormat.quoted(key);
    }
}
