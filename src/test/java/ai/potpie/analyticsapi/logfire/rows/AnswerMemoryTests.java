package ai.potpie.analyticsapi.logfire.rows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import ai.potpie.analyticsapi.logfire.TestLogfire;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class AnswerMemoryTests {

	private final AnswerMemory memory = new AnswerMemory(100_000);

	@Test
	void claimedMemoryIsUnavailableToOthersUntilReleased() {
		MemoryShare other = this.memory.share();
		other.claim(60_000);
		try (MemoryShare share = this.memory.share()) {
			share.claim(40_000);
			assertThat(reason(() -> share.claim(1))).isEqualTo(Reason.BUSY);
			other.close();
			share.claim(60_000);
			assertThat(this.memory.claimed()).isEqualTo(100_000);
		}
		assertThat(this.memory.claimed()).isZero();
	}

	@Test
	void aClaimAboveAllMemoryIsTooLarge() {
		assertThat(reason(() -> this.memory.share().claim(100_001))).isEqualTo(Reason.TOO_LARGE);
		assertThat(this.memory.claimed()).isZero();
	}

	@Test
	void memoryOfRowsIsClaimedUntilTheirShareCloses() {
		try (MemoryShare share = this.memory.share()) {
			Rows rows = Rows.read(stream("{\"data\":[{\"a\":\"b\"},{\"a\":[1,2]}]}"), share);
			assertThat(rows.rows()).hasSize(2);
			assertThat(share.size()).isEqualTo(rows.rows().stream().mapToLong(Row::weight).sum())
				.isBetween(400L, 1_000L);
		}
		assertThat(this.memory.claimed()).isZero();
	}

	@Test
	void aRowHasALimitAndRowsTogetherDoNot() {
		String row = "{\"a\":\"%s\"}".formatted("x".repeat(9_000));
		try (MemoryShare share = new AnswerMemory(10_000_000).share()) {
			RowStream two = RowStream.ofObjects(stream("{\"data\":[" + row + "," + row + "]}"), share, 18_000);
			assertThat(Rows.read(two, TestLogfire.query()).rows()).hasSize(2);
			RowStream one = RowStream.ofObjects(stream("{\"data\":[" + row + "]}"), share, 8_000);
			assertThat(reason(() -> Rows.read(one, TestLogfire.query()))).isEqualTo(Reason.TOO_LARGE);
		}
	}

	@Test
	void rowsBeyondTheLimitAreNotRead() {
		InputStream endless = stream("{\"data\":[" + "{},".repeat(100_000));
		try (MemoryShare share = new AnswerMemory(10_000_000).share()) {
			RowStream rows = RowStream.ofObjects(endless, share, 10_000);
			assertThat(reason(() -> Rows.read(rows, TestLogfire.query(100)))).isEqualTo(Reason.TRUNCATED);
			assertThat(share.size()).isEqualTo(100 * 160);
		}
	}

	@Test
	void aStartedStreamHasMemoryForMostRows() throws IOException {
		AnswerMemory memory = new AnswerMemory(2 * AnswerMemory.STREAM);
		MemoryShare other = memory.streamShare();
		try (MemoryShare one = memory.streamShare()) {
			assertThat(reason(memory::streamShare)).isEqualTo(Reason.BUSY);
			for (MemoryShare stream : List.of(one, other, one)) {
				RowStream rows = RowStream.ofTexts(stream("x".repeat(200_000)), stream, 250_000);
				assertThat(rows.readAllBytes()).hasSize(200_000);
				rows.endRow(0);
				assertThat(stream.size()).isZero();
			}
			assertThat(reason(() -> one.claim(AnswerMemory.STREAM + 1))).isEqualTo(Reason.BUSY);
			other.close();
			one.claim(AnswerMemory.STREAM + 1);
		}
		assertThat(memory.claimed()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 91 })
	void aPartOfTheHeapOutsideOneToNinetyPerCentIsRefused(int percent) {
		assertThatIllegalArgumentException().isThrownBy(() -> AnswerMemory.ofHeap(percent))
			.withMessageContaining("ANALYTICS_ANSWER_MEMORY");
	}

	private static InputStream stream(String json) {
		return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
	}

	private static Reason reason(Runnable claim) {
		return catchThrowableOfType(LogfireException.class, claim::run).reason();
	}

}
