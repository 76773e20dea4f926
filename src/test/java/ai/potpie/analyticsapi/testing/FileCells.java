package ai.potpie.analyticsapi.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.export.HostileNames;
import ai.potpie.analyticsapi.export.Rfc4180;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares files, as other libraries read them, with the rows of the JSON.
 */
public final class FileCells {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private FileCells() {
	}

	public static JsonNode json(String text) {
		return JSON.readTree(text);
	}

	public static List<Map<String, String>> csv(byte[] file) {
		return csv(new String(file, StandardCharsets.UTF_8));
	}

	public static List<Map<String, String>> csv(String file) {
		List<List<String>> records = Rfc4180.read(file);
		List<Map<String, String>> rows = new ArrayList<>();
		for (List<String> cells : records.subList(1, records.size())) {
			assertThat(cells).hasSameSizeAs(records.get(0));
			Map<String, String> row = new LinkedHashMap<>();
			for (int i = 0; i < cells.size(); i++) {
				row.put(records.get(0).get(i), cells.get(i));
			}
			rows.add(row);
		}
		return rows;
	}

	public static List<JsonNode> lines(String file) {
		return file.lines().map(FileCells::json).toList();
	}

	public static XSSFWorkbook workbook(byte[] file) {
		try {
			return new XSSFWorkbook(new ByteArrayInputStream(file));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	/** What a sheet has below its header, by column. */
	public static List<Map<String, @Nullable Cell>> rows(Sheet sheet) {
		List<String> header = new ArrayList<>();
		sheet.getRow(0).forEach((cell) -> header.add(cell.getStringCellValue()));
		List<Map<String, @Nullable Cell>> rows = new ArrayList<>();
		for (int i = 1; i <= sheet.getLastRowNum(); i++) {
			Row row = sheet.getRow(i);
			Map<String, @Nullable Cell> cells = new LinkedHashMap<>();
			for (int j = 0; j < header.size(); j++) {
				cells.put(header.get(j), row.getCell(j));
			}
			rows.add(cells);
		}
		return rows;
	}

	/** Asserts that the rows of a CSV are those of the JSON, key by key. */
	public static void assertSame(List<Map<String, String>> csv, List<Map<String, JsonNode>> json) {
		assertThat(csv).hasSameSizeAs(json);
		for (int i = 0; i < json.size(); i++) {
			assertThat(csv.get(i).keySet()).containsExactlyElementsOf(json.get(i).keySet());
			for (Map.Entry<String, JsonNode> value : json.get(i).entrySet()) {
				assertSame(value.getKey(), csv.get(i).get(value.getKey()), value.getValue());
			}
		}
	}

	/** The same for a sheet, whose numbers are numbers and whose dates are dates. */
	public static void assertSameCells(List<Map<String, @Nullable Cell>> sheet, List<Map<String, JsonNode>> json) {
		assertThat(sheet).hasSameSizeAs(json);
		for (int i = 0; i < json.size(); i++) {
			assertThat(sheet.get(i).keySet()).containsExactlyElementsOf(json.get(i).keySet());
			for (Map.Entry<String, JsonNode> value : json.get(i).entrySet()) {
				assertSame(value.getKey(), sheet.get(i).get(value.getKey()), value.getValue());
			}
		}
	}

	private static void assertSame(String name, @Nullable Cell cell, JsonNode json) {
		if (json.isNull()) {
			assertThat(cell).as(name).isNull();
			return;
		}
		assertThat(cell).as(name).isNotNull();
		assertThat(cell.getCellType()).as(name).isNotEqualTo(CellType.FORMULA);
		if (json.isNumber()) {
			assertThat(cell.getNumericCellValue()).as(name).isEqualTo(json.decimalValue().doubleValue());
		}
		else if (json.isBoolean()) {
			assertThat(cell.getBooleanCellValue()).as(name).isEqualTo(json.booleanValue());
		}
		else if (cell.getCellType() == CellType.NUMERIC) {
			assertThat(DateUtil.isCellDateFormatted(cell)).isTrue();
			LocalDateTime time = time(json.asString());
			assertThat(LocalDateTime.of(1899, 12, 30, 0, 0).plusNanos(nanos(cell))).as(name)
				.isBetween(time.minus(1, ChronoUnit.MICROS), time.plus(1, ChronoUnit.MICROS));
		}
		else {
			assertSame(name, cell.getStringCellValue(), json);
		}
	}

	/** JSON may have escapes that the answer has not. */
	private static void assertSame(String name, String text, JsonNode json) {
		if (json.isContainer()) {
			assertThat(json(text)).as(name).isEqualTo(json);
		}
		else {
			assertThat(text).as(name).isEqualTo(text(json));
		}
	}

	private static long nanos(Cell cell) {
		return BigDecimal.valueOf(cell.getNumericCellValue())
			.multiply(BigDecimal.valueOf(86_400_000_000_000L))
			.setScale(0, RoundingMode.HALF_UP)
			.longValueExact();
	}

	private static LocalDateTime time(String text) {
		return (text.length() == 10) ? LocalDate.parse(text).atStartOfDay()
				: OffsetDateTime.parse(text).toLocalDateTime();
	}

	private static String text(JsonNode json) {
		if (json.isNull()) {
			return "";
		}
		if (json.isString()) {
			return HostileNames.harmless(json.asString());
		}
		return json.isNumber() ? json.decimalValue().toPlainString() : json.asString();
	}

}
