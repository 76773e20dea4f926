package ai.potpie.analyticsapi.cache;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.cache.CountQuestion.Text;
import ai.potpie.analyticsapi.logfire.TestLogfire;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StoredRowsTests {

	private static final CountQuestion QUESTION = CountQuestion.number(1);

	private final StoredRows stored = StoredRows.of(AnswerCacheTests.rows(2), CountQuestion.NOON);

	@Test
	void packedRowsAnswerLikeThoseBefore() {
		Text form = new Text("");
		Representation before = this.stored.represent(form, AnswerCacheTests.rows(2));
		Representation after = new StoredRows(this.stored.packed(), this.stored.asOf()).represent(form,
				TestLogfire.memory());
		assertThat(text(before)).isEqualTo("2 rows as of 2026-02-11T12:00:00Z").isEqualTo(text(after));
		assertThat(after.etag()).isEqualTo(before.etag());
	}

	@Test
	void representationIsKeptForItsForm() {
		Representation made = this.stored.represent(new Text("a"), TestLogfire.memory());
		assertThat(this.stored.representation(new Text("a"))).isSameAs(made);
		assertThat(this.stored.representation(new Text("b"))).isNull();
	}

	@Test
	void noMoreRepresentationsAreKeptThanTheBound() {
		int weight = this.stored.weight(QUESTION);
		int longest = 10_000;
		for (int i = 0; i < 10 * StoredRows.MAX_REPRESENTATIONS; i++) {
			Text form = new Text("x".repeat(longest) + i);
			assertThat(text(this.stored.represent(form, TestLogfire.memory()))).startsWith(form.prefix());
		}
		long kept = IntStream.range(0, 10 * StoredRows.MAX_REPRESENTATIONS)
			.filter((i) -> this.stored.representation(new Text("x".repeat(longest) + i)) != null)
			.count();
		assertThat(kept).isEqualTo(StoredRows.MAX_REPRESENTATIONS);
		assertThat(this.stored.weight(QUESTION) - weight).isBetween(StoredRows.MAX_REPRESENTATIONS * longest,
				StoredRows.MAX_REPRESENTATIONS * longest * 2);
	}

	@Test
	void whatMakingAFormTakesIsClaimed() {
		Text large = new Text(CountQuestion.number(1), "", 200_000_000);
		assertThatExceptionOfType(LogfireException.class)
			.isThrownBy(() -> this.stored.represent(large, TestLogfire.memory()))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.TOO_LARGE));
		assertThat(this.stored.representation(large)).isNull();
	}

	@Test
	void rowsThatAreNoAnswerKeepNothing() {
		Text form = new Text("");
		assertThatExceptionOfType(LogfireException.class)
			.isThrownBy(() -> this.stored.represent(form, new Rows(List.of())));
		assertThat(this.stored.representation(form)).isNull();
	}

	@Test
	void newerRowsWinAndOthersIfBothAreAsOld() {
		StoredRows newer = new StoredRows(this.stored.packed(), CountQuestion.NOON.plusMillis(1));
		StoredRows asOld = new StoredRows(this.stored.packed(), CountQuestion.NOON);
		assertThat(this.stored.orNewer(newer)).isSameAs(newer);
		assertThat(newer.orNewer(this.stored)).isSameAs(newer);
		assertThat(this.stored.orNewer(asOld)).isSameAs(asOld);
	}

	private static String text(Representation representation) {
		return new String(representation.bytes(), StandardCharsets.UTF_8);
	}

}
