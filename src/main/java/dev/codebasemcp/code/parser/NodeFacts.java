package dev.codebasemcp.code.parser;

import org.treesitter.TSNode;
import org.treesitter.TSParser;

/**
 * Asks about nodes that are known to exist. The public methods of {@link TSNode} ask first whether the node is null, which costs as
 * much as the question itself. The binding leaves the bare questions to subclasses of its parser.
 */
final class NodeFacts extends TSParser {
    private NodeFacts() {}

    /** The number of its kind. */
    static int kind(TSNode node) {
        return ts_node_symbol(node);
    }

    /** The byte with which it begins. */
    static int start(TSNode node) {
        return ts_node_start_byte(node);
    }

    /** The byte behind it. */
    static int end(TSNode node) {
        return ts_node_end_byte(node);
    }
}
