package ai.potpie.analyticsapi.export;

/**
 * Text that no spreadsheet takes for a formula, whoever wrote it.
 */
final class HarmlessText {

	private static final String BEGIN_OF_A_FORMULA = "=+-@\t\r";

	private HarmlessText() {
	}

	static String of(String text) {
		boolean formula = !text.isEmpty() && BEGIN_OF_A_FORMULA.indexOf(text.charAt(0)) >= 0;
		return formula ? "'" + text : text;
	}

}
