package dev.codebasemcp;

import dev.codebasemcp.config.WorkflowSettings;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.registry.ProjectPlacesTable;
import dev.codebasemcp.database.registry.ProjectTagsTable;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.git.GitCommand;
import dev.codebasemcp.project.IdentityRules;
import dev.codebasemcp.project.NamedProjects;
import dev.codebasemcp.project.ProjectPlaces;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.WorkflowClient;
import dev.codebasemcp.provisioning.ProjectProvisioner;
import dev.codebasemcp.provisioning.ProvisioningStats;
import java.time.Clock;
import java.time.Duration;

/** The parts that find projects and prepare their databases. */
record ProjectParts(
        ProjectsTable table,
        ProjectPlaces places,
        IdentityRules rules,
        ProjectResolver resolver,
        ProvisioningStats provisioned,
        ProjectProvisioner provisioner,
        NamedProjects named) {
    /** For queries that a user waits for. */
    private static final GitCommand GIT = new GitCommand("git", Duration.ofSeconds(2));

    static ProjectParts of(CommonParts common) {
        Databases databases = common.databases();
        Clock clock = common.clock();
        ProjectsTable table = new ProjectsTable(databases::registry, clock);
        ProjectPlaces places = new ProjectPlaces(
                new ProjectPlacesTable(databases::registry, clock), common.machine(), GIT, common.calls());
        IdentityRules rules = new IdentityRules(table, places);
        ProvisioningStats provisioned = new ProvisioningStats();
        return new ProjectParts(
                table,
                places,
                rules,
                resolver(common, table, rules),
                provisioned,
                new ProjectProvisioner(databases, table, places, provisioned),
                named(common, table, rules));
    }

    private static ProjectResolver resolver(CommonParts common, ProjectsTable table, IdentityRules rules) {
        WorkflowSettings asked = common.settings().workflow();
        return new ProjectResolver(
                table,
                rules,
                common.configs(),
                asked.url().map(url -> new WorkflowClient(url, asked.timeout(), asked.cache(), common.clock())),
                common.settings().session().defaultProject());
    }

    private static NamedProjects named(CommonParts common, ProjectsTable table, IdentityRules rules) {
        ProjectTagsTable tags = new ProjectTagsTable(common.databases()::registry, common.clock());
        return new NamedProjects(
                table,
                tags,
                common.configs(),
                rules,
                common.settings().session().projects());
    }
}
