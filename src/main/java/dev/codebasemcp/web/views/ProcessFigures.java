package dev.codebasemcp.web.views;

import dev.codebasemcp.mcp.CallStats;
import dev.codebasemcp.mcp.CallStats.Outcome;
import dev.codebasemcp.mcp.CallStats.Times;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Figures of this process as fields of an answer. */
final class ProcessFigures {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessFigures.class);

    /** Linux has it, with the memory in use on a line of its own. */
    private static final Path STATUS = Path.of("/proc/self/status");

    private static final String RESIDENT = "VmRSS:";
    private static final long KIBIBYTE = 1024;

    private ProcessFigures() {}

    static Map<String, Object> memory() {
        Runtime runtime = Runtime.getRuntime();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("heap_used_bytes", runtime.totalMemory() - runtime.freeMemory());
        answer.put("heap_committed_bytes", runtime.totalMemory());
        answer.put("heap_limit_bytes", runtime.maxMemory());
        resident().ifPresent(bytes -> answer.put("resident_bytes", bytes));
        return answer;
    }

    private static OptionalLong resident() {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        try {
            return Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .map(line -> line.replaceAll("\\D", ""))
                    .filter(digits -> !digits.isEmpty())
                    .mapToLong(digits -> Long.parseLong(digits) * KIBIBYTE)
                    .findFirst();
        } catch (IOException unreadable) {
            LOG.debug("{} cannot be read", STATUS, unreadable);
            return OptionalLong.empty();
        }
    }

    /** The calls of each tool by how long they took, whatever their outcome. */
    static List<Map<String, Object>> calls(CallStats stats) {
        Map<String, Map<Outcome, Times>> tools = new TreeMap<>();
        stats.all()
                .forEach((key, times) -> tools.computeIfAbsent(key.tool(), tool -> new TreeMap<>())
                        .put(key.outcome(), times));
        return tools.entrySet().stream()
                .map(tool -> tool(tool.getKey(), tool.getValue()))
                .toList();
    }

    private static Map<String, Object> tool(String name, Map<Outcome, Times> outcomes) {
        Map<String, Object> answer = new LinkedHashMap<>();
        List<Times> all = List.copyOf(outcomes.values());
        answer.put("tool", name);
        answer.put("calls", all.stream().mapToLong(ProcessFigures::count).sum());
        answer.put("refused", count(outcomes, Outcome.REFUSED));
        answer.put("failed", count(outcomes, Outcome.FAILED));
        answer.put(
                "total_seconds", all.stream().mapToDouble(Times::totalSeconds).sum());
        answer.put("durations", durations(all));
        return answer;
    }

    private static long count(Map<Outcome, Times> outcomes, Outcome outcome) {
        Times times = outcomes.get(outcome);
        return times == null ? 0 : count(times);
    }

    private static long count(Times times) {
        return times.counts().stream().mapToLong(Long::longValue).sum();
    }

    /** The last one has no bound, which JSON could not write. */
    private static List<Map<String, Object>> durations(List<Times> all) {
        List<Double> bounds = all.get(0).bounds();
        List<Map<String, Object>> answer = new ArrayList<>();
        for (int i = 0; i < bounds.size(); i++) {
            Map<String, Object> duration = new LinkedHashMap<>();
            if (Double.isFinite(bounds.get(i))) {
                duration.put("up_to_seconds", bounds.get(i));
            }
            int bucket = i;
            LongStream counts = all.stream().mapToLong(times -> times.counts().get(bucket));
            duration.put("calls", counts.sum());
            answer.add(duration);
        }
        return answer;
    }
}
