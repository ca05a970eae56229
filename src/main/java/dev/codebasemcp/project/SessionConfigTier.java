package dev.codebasemcp.project;

import dev.codebasemcp.model.ProjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tier 2: the project of the nearest config file. */
final class SessionConfigTier implements Tier {
    private final SessionConfigs configs;
    private final IdentityRules rules;

    SessionConfigTier(SessionConfigs configs, IdentityRules rules) {
        this.configs = configs;
        this.rules = rules;
    }

    @Override
    public TierAnswer answer(ResolutionRequest request) {
        SessionContext session = request.session();
        return configs.locate(session)
                .map(located -> answer(session, located))
                .orElseGet(() -> new TierAnswer.DoesNotApply(
                        Optional.of("the caller works in no directory"), session.warnings()));
    }

    private TierAnswer answer(SessionContext session, SessionConfigs.Located located) {
        if (located.config().isEmpty()) {
            String reason = (located.several() ? "more than one " : "no ") + ProjectConfigFile.LOCATION
                    + " is at or above " + session.named(session.directories());
            List<String> warnings = new ArrayList<>(located.warnings());
            warnings.addAll(rules.lost(located.from(), Optional.empty(), Optional.empty()));
            return new TierAnswer.DoesNotApply(Optional.of(reason), warnings);
        }
        ProjectConfig config = located.config().get();
        if (!config.autoSwitch()) {
            String reason = config.file() + " sets \"auto_switch\": false";
            return new TierAnswer.DoesNotApply(Optional.of(reason), located.warnings());
        }
        ProjectIdentity identity = rules.of(config, ProjectId.random());
        List<String> warnings = new ArrayList<>(located.warnings());
        warnings.addAll(config.warnings());
        warnings.addAll(rules.lost(located.from(), Optional.of(config), Optional.of(identity.name())));
        return new TierAnswer.Resolved(new ResolvedProject(
                identity.id(),
                identity.name(),
                identity.database(),
                ResolutionTier.SESSION_CONFIG,
                "nearest config to " + session.named(List.of(located.from())) + " is " + config.file(),
                Optional.of(config),
                identity.registered(),
                warnings));
    }
}
