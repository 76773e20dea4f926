package ai.potpie.analyticsapi.history;

import java.nio.file.Path;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A history in a file of this process.
 */
class DuckDbHistoryTests extends HistoryTwinsTestBase {

	@TempDir
	private static Path directory;

	@Override
	String database() {
		return "jdbc:duckdb:" + directory.resolve("history.duckdb");
	}

	@Test
	void withoutAHistoryItsStatusIsA404ThatNamesTheSetting() {
		var answer = this.forgetful.as(AnalyticsApi.ADMIN_TOKEN).get("/api/v1/analytics/history");
		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(answer.body()).contains("ANALYTICS_HISTORY_URL");
	}

}
