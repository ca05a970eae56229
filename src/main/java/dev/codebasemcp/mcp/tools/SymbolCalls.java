package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.tools.SymbolAddress.Target;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.repositories.SearchScopes.ResolvedScope;
import dev.codebasemcp.repositories.SearchScopes.Wanted;
import dev.codebasemcp.symbols.SymbolService;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks questions about a symbol, which may be written as a place. Thread-safe. */
record SymbolCalls(ScopedCalls calls, SymbolService symbols) {
    private static final String SYMBOL = "symbol";

    /** A question about one symbol. */
    @FunctionalInterface
    interface Question<T> {
        T ask(ReadyProject project, ResolvedScope scope, Wanted wanted, Target target);
    }

    /**
     * What came of a question.
     *
     * @param target what it was about
     */
    record Answered<T>(ScopedCalls.Asked<T> asked, Target target) {}

    /** An attempt to answer: there is no answer if the place was refused. */
    private record Attempt<T>(Optional<Target> target, Optional<T> answer, Optional<RejectedException> refusal) {
        static <T> Attempt<T> of(Target target, T answer) {
            return new Attempt<>(Optional.of(target), Optional.of(answer), Optional.empty());
        }
    }

    /**
     * Asks a question.
     *
     * @param written the target, unless {@code symbol} is a place
     * @throws RejectedException if it is a place where no symbol is, or several are
     */
    <T> Answered<T> ask(Arguments arguments, ToolCall call, Target written, Question<T> question)
            throws InterruptedException {
        Optional<SymbolAddress> address = SymbolAddress.of(arguments.text(SYMBOL));
        if (address.isPresent() && written.place().isPresent()) {
            throw new RejectedException(
                    "Give the file either in " + Term.of(SYMBOL) + " or as " + Term.of("file_path") + ", not both.");
        }
        ScopedCalls.Asked<Attempt<T>> asked = calls.ask(
                arguments,
                call,
                Optional.empty(),
                false,
                (project, found, wanted) -> address.isEmpty()
                        ? Attempt.of(written, question.ask(project, found, wanted, written))
                        : at(address.get(), project, found, wanted, question));
        Optional<RejectedException> refusal = asked.answer().flatMap(Attempt::refusal);
        // Only now: a file may just have been written, and in a first run what is missing may still come.
        if (refusal.isPresent() && !asked.firstRun()) {
            throw refusal.get();
        }
        Target target = asked.answer().flatMap(Attempt::target).orElse(written);
        return new Answered<>(
                refusal.isPresent()
                        ? asked.without(String.valueOf(refusal.get().getMessage()))
                        : asked.map(attempt -> attempt.answer().orElseThrow()),
                target);
    }

    private <T> Attempt<T> at(
            SymbolAddress address, ReadyProject project, ResolvedScope found, Wanted wanted, Question<T> question) {
        Target target;
        try {
            DirectoryReadings readings =
                    DirectoryReadings.of(SYMBOL, address.path(), found.roots(), wanted.directories());
            List<String> paths = Stream.concat(readings.paths().stream(), readings.literal().stream())
                    .toList();
            target = AddressedSymbol.of(address, symbols.outline(project.database(), found.scope(), paths));
        } catch (RejectedException refused) {
            return new Attempt<>(Optional.empty(), Optional.empty(), Optional.of(refused));
        }
        return Attempt.of(target, question.ask(project, found, wanted, target));
    }
}
