package ai.potpie.analyticsapi.export;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class HostileNameTests {

	private static final Table<String> NAMES = Table.<String>named("names").text("name", (name) -> name);

	private static final String FORMULA = "(?s)[\\s\\p{Z}\\p{C}]*[=+@＝＋－＠-].*|[\\t\\r\\n].*";

	private final List<String> names = HostileNames.all();

	/** A long row of one character looks like a bomb to POI. */
	@BeforeAll
	static void letRepetitionsPass() {
		ZipSecureFile.setMinInflateRatio(0);
	}

	@Test
	void csvHasAllNamesAndNoFormula() {
		List<List<String>> records = Rfc4180.read(new String(file(Format.CSV), StandardCharsets.UTF_8));
		assertThat(records).hasSize(this.names.size() + 1);
		assertThat(records.get(0)).containsExactly("name");
		for (int i = 0; i < this.names.size(); i++) {
			assertThat(records.get(i + 1)).containsExactly(HostileNames.harmless(this.names.get(i)));
			assertThat(records.get(i + 1).get(0)).doesNotMatch(FORMULA);
		}
	}

	@Test
	void ndjsonHasAllNamesUnchanged() {
		List<String> lines = new String(file(Format.NDJSON), StandardCharsets.UTF_8).lines().toList();
		assertThat(lines.stream().map((line) -> JsonMapper.shared().readTree(line).get("name").asString()))
			.containsExactlyElementsOf(this.names);
	}

	@Test
	void workbooksHaveAllNamesAndNoFormula() throws Exception {
		try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(file(Format.XLSX)))) {
			Sheet sheet = workbook.getSheet("names");
			assertThat(sheet.getLastRowNum()).isEqualTo(this.names.size());
			for (int i = 0; i < this.names.size(); i++) {
				Cell cell = sheet.getRow(i + 1).getCell(0);
				assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
				assertThat(cell.getStringCellValue()).doesNotMatch(FORMULA);
				assertIsShown(this.names.get(i), cell.getStringCellValue());
			}
		}
	}

	@Test
	void aWorkbookSaysHowManyCellsAreShortened() throws Exception {
		long tooLong = this.names.stream().filter((name) -> HostileNames.harmless(name).length() > 32_767).count();
		assertThat(tooLong).isEqualTo(3);
		try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(file(Format.XLSX)))) {
			assertThat(workbook.getSheetAt(0).getRow(0).getCell(0).getStringCellValue()).isEqualTo("Shortened cells");
			assertThat(workbook.getSheetAt(0).getRow(0).getCell(1).getStringCellValue()).startsWith("3: ");
		}
	}

	private static void assertIsShown(String name, String shown) {
		String expected = HostileNames.harmless(name);
		if (expected.length() <= 32_767) {
			assertThat(shown).isEqualTo(expected);
			return;
		}
		String end = "… [shortened: it had %d characters]".formatted(expected.length());
		assertThat(shown).hasSizeBetween(32_766, 32_767).endsWith(end);
		assertThat(expected).startsWith(shown.substring(0, shown.length() - end.length()));
	}

	private byte[] file(Format format) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		FileWriter file = FileWriter.of(new FileOptions(format), true, bytes);
		RowWriter<String> rows = file.begin(NAMES);
		IntStream.range(0, this.names.size()).forEach((i) -> rows.row(this.names.get(i)));
		rows.end(Map.of());
		file.end(List.of());
		return bytes.toByteArray();
	}

}
