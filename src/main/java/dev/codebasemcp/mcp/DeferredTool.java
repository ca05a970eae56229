package dev.codebasemcp.mcp;

import java.util.function.Supplier;

/** A tool that clients can list before it exists. Thread-safe if {@code tool} is. */
public final class DeferredTool implements Tool {
    private final ToolSpec spec;
    private final Supplier<Tool> tool;

    /** Creates the tool; {@code tool} is evaluated on each call. */
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
