package dev.codebasemcp.mcp;

import java.util.function.Supplier;

/** A tool that clients learn of before it is there. Safe for many threads, if {@code tool} is. */
public final class DeferredTool implements Tool {
    private final ToolSpec spec;
    private final Supplier<Tool> tool;

    /** {@code tool} is asked for at each call. */
    public DeferredTool(ToolSpec spec, Supplier<Tool> tool) {
        this.spec = spec;
        this.tool = tool;
    }

    @Override
    public ToolSpec spec() {
        return spec;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        return tool.get().call(arguments, call);
    }
}
