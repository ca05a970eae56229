package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tools say to wrong arguments, through a real process. */
@Timeout(240)
class RefusalsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @SuppressWarnings("NullAway.Init")
    private static ToolClient server;

    @BeforeAll
    static void connect() {
        server = ToolClient.start(progress -> {});
    }

    @AfterAll
    static void disconnect() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "search_code | {} | \"query\" is missing",
                "search_code | {\"query\":\"  \"} | \"query\" is \"  \"; it must be a string of 1 to 2000",
                "search_code | {\"query\":7} | \"query\" is 7",
                "search_code | {\"query\":\"x\",\"limit\":51} | \"limit\" is 51; it must be an integer from 1 to 50",
                "search_code | {\"query\":\"x\",\"limit\":0} | \"limit\" is 0",
                "search_code | {\"query\":\"x\",\"limit\":\"five\"} | \"limit\" is \"five\"",
                "search_code | {\"query\":\"x\",\"detail\":\"all\"} | one of full, concise",
                "search_code | {\"query\":\"x\",\"repository_id\":\"7\"} | repository_id: \"7\" is no repository of this project",
                "search_code | {\"query\":\"x\",\"scope\":\"all\"} | one of repository, project",
                "index_repository | {\"repo_path\":\"/\"} | '/' is the root of the file system",
                "search_code | {\"query\":\"x\",\"file_type\":\"src/*.py\"} | file_type",
                "search_code | {\"query\":\"x\",\"language\":\"klingon\"} | language",
                "search_code | {\"query\":\"x\",\"directory\":\"/etc\"} | directory",
                "search_code | {\"query\":\"x\",\"colour\":\"red\"} | Unknown argument \"colour\"",
                "index_repository | {\"repo_path\":\"src\"} | 'src' is not absolute",
                "index_repository | {\"repo_path\":\"/no/such/place\"} | '/no/such/place' does not exist",
                "index_repository | {\"repo_path\":\"/etc/passwd\"} | is not a directory",
                "index_repository | {\"repo_path\":\"/tmp\",\"force_reindex\":\"yes\"} | must be true or false",
                "index_repository | {\"repo_path\":\"/tmp\",\"project_id\":\"nobody\"} | nobody",
                "start_indexing_background | {\"repo_path\":\"/no/such/place\"} | does not exist",
                "get_indexing_status | {\"job_id\":\"17\"} | \"job_id\" is \"17\"; it must be a UUID",
                "get_indexing_status | {\"job_id\":\"123e4567-e89b-12d3-a456-426614174000\"} | list_indexing_jobs",
                "cancel_indexing | {\"job_id\":\"123e4567-e89b-12d3-a456-426614174000\"} | no job 123e4567",
                "list_indexing_jobs | {\"status\":\"sleeping\"} | one of pending, running",
                "list_projects | {\"all\":true} | accepts limit, cursor.",
                "list_projects | {\"cursor\":\"?\"} | not one that list_projects gave",
                "set_working_directory | {\"directory\":\"~\"} | is not absolute"
            })
    void refusesWithOneSentence(String tool, String arguments, String expected) throws Exception {
        @SuppressWarnings("unchecked")
        Map<String, Object> given = JSON.readValue(arguments, Map.class);

        assertThat(server.failure(tool, given))
                .contains(expected)
                .doesNotContain("Exception")
                .doesNotContain("\n");
    }
}
