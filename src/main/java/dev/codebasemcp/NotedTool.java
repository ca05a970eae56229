package dev.codebasemcp;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;

/**
 * A tool whose calls count as activity.
 *
 * @param tool answers the calls
 */
record NotedTool(Tool tool, Activity activity) implements Tool {
    @Override
    public ToolSpec spec() {
        return tool.spec();
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        Activity.Work work = activity.begin();
        try {
            return tool.call(arguments, call);
        } finally {
            work.close();
        }
    }
}
