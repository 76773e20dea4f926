package ai.potpie.analyticsapi.sql;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SqlInOnePieceTests {

	@Test
	void theTextIsTheSame() {
		Sql sql = statement("a", 7);
		assertThat(sql.inOnePiece().text()).isEqualTo(sql.text())
			.isEqualTo("SELECT x::TEXT FROM t WHERE (a IN ('a', 'b') AND (b = 7 OR c = b))");
	}

	@Test
	void statementsWithTheSameValuesAreEqual() {
		assertThat(statement("a", 7).inOnePiece()).isEqualTo(statement("a", 7).inOnePiece())
			.hasSameHashCodeAs(statement("a", 7).inOnePiece())
			.isNotEqualTo(statement("a", 8).inOnePiece())
			.isNotEqualTo(statement("c", 7).inOnePiece())
			.isNotEqualTo(Sql.of(statement("a", 7).text()).inOnePiece());
	}

	@Test
	void statementsThatDifferInTextAreNotEqual() {
		Sql one = Sql.of("SELECT :a + 1").with("a", 1).inOnePiece();
		assertThat(one).isNotEqualTo(Sql.of("SELECT 1 + :a").with("a", 1).inOnePiece());
		assertThat(one).isNotEqualTo(Sql.of("SELECT :a + :b").with("a", 1).with("b", 1).inOnePiece());
	}

	@Test
	void aMissingValueIsAnError() {
		assertThatIllegalArgumentException().isThrownBy(() -> Sql.of("SELECT :a").inOnePiece())
			.withMessageContaining("'a'");
	}

	private static Sql statement(String text, int number) {
		Sql either = Sql.or(List.of(Sql.of("b = :number").with("number", number), Sql.of("c = b")));
		Sql in = Sql.of("a IN :values AND :either").with("values", List.of(text, "b")).with("either", either);
		return Sql.of("SELECT x::TEXT FROM t WHERE (:condition)").with("condition", in);
	}

}
