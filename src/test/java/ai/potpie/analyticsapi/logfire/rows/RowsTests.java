package ai.potpie.analyticsapi.logfire.rows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RowsTests {

	private final Row row = Row.of(JsonMapper.shared().readTree("{\"one\":1}"));

	@ParameterizedTest
	@EnumSource
	void storedRowsKeepTheirSource(RowSource source) {
		Rows rows = new Rows(List.of(this.row), source);
		ByteArrayOutputStream written = new ByteArrayOutputStream();
		rows.writeTo(written);
		assertThat(Rows.read(new ByteArrayInputStream(written.toByteArray()), memory())).isEqualTo(rows);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"source\":\"HISTORY\",\"data\":[{\"one\":1}]}",
			"{\"history\":[{\"two\":2}],\"data\":[{\"one\":1}]}", "{\"data\":[{\"one\":1}],\"source\":\"nonsense\"}" })
	void anAnswerOfLogfireIsLogfires(String body) {
		assertThat(answer(body)).isEqualTo(new Rows(List.of(this.row), RowSource.LOGFIRE));
	}

	@Test
	void anAnswerOfLogfireWithoutDataIsAFailure() {
		assertThatExceptionOfType(LogfireException.class).isThrownBy(() -> answer("{\"history\":[{\"one\":1}]}"));
	}

	private static Rows answer(String body) {
		InputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
		return Rows.read(RowStream.ofObjects(bytes, memory(), Long.MAX_VALUE),
				new LogfireQuery(Sql.of("SELECT 1"), Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 100));
	}

	private static MemoryShare memory() {
		return new AnswerMemory(1_000_000).share();
	}

}
