package ai.potpie.analyticsapi.locallogfire.query;

import java.sql.SQLException;

import ai.potpie.analyticsapi.locallogfire.http.Refusal;
import ai.potpie.analyticsapi.locallogfire.store.SpanStore;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RecentStatementsTests {

	private final SpanStore store = SpanStore.open("");

	private final RecentStatements statements = new RecentStatements();

	private DuckDBConnection session;

	@BeforeEach
	void connect() throws SQLException {
		this.session = this.store.session();
	}

	@AfterEach
	void close() throws SQLException {
		this.session.close();
		this.store.close();
	}

	@Test
	void sameRequestIsPreparedOnce() throws SQLException {
		String first = this.statements.prepare(this.session, "SELECT kind FROM records", 7);
		assertThat(this.statements.prepare(this.session, "SELECT kind FROM records", 7)).isSameAs(first);
	}

	@Test
	void otherLimitIsAnotherStatement() throws SQLException {
		assertThat(this.statements.prepare(this.session, "SELECT kind FROM records", 7)).endsWith("LIMIT 7");
		assertThat(this.statements.prepare(this.session, "SELECT kind FROM records", 8)).endsWith("LIMIT 8");
		assertThat(this.statements.prepare(this.session, "SELECT kind FROM records", null)).endsWith("LIMIT 100");
	}

	@Test
	void refusedStatementIsRefusedAgain() {
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(Refusal.class)
				.isThrownBy(() -> this.statements.prepare(this.session, "SELECT * FROM stored_record", 7));
		}
	}

}
