package ai.potpie.analyticsapi.analytics;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import ai.potpie.analyticsapi.export.HostileNames;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.ApiTestBase;
import ai.potpie.analyticsapi.testing.FileCells;
import ai.potpie.analyticsapi.testing.SummaryPeriods;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Files have what the JSON of the same request has.
 */
class FileApiTests extends ApiTestBase {

	private static final Instant MORNING = Instant.parse("2026-02-10T08:00:00.123456Z");

	private static final Set<String> STORED = new HashSet<>();

	private static final int MAX_CELL = 32_767;

	private static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

	@ParameterizedTest
	@ValueSource(strings = { "days=30", "timezone=Europe/Paris&fill=zero", "cost=estimated", "project_id=p1&days=5",
			"project_id=none" })
	void filesOfAnalyticsHaveTheCellsOfTheJson(String query) {
		storeRuns();
		JsonNode answer = json("file_files?" + query);
		Map<String, List<Map<String, JsonNode>>> sections = new LinkedHashMap<>();
		sections.put("daily_costs", rows(answer.get("daily_costs")));
		sections.put("outcomes", outcomes(answer.get("agent_runs_by_outcome")));
		sections.put("conversations", rows(answer.get("conversation_stats")));
		sections.put("summary", List.of(cells(answer.get("summary"))));
		assertFiles("file_files?" + query, sections, Map.of("daily_costs", 1, "outcomes", 1));
		assertThat(this.api.user("file_files?format=csv&" + query).body())
			.isEqualTo(this.api.user("file_files?format=csv&section=daily_costs&" + query).body());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "&group_by=model", "&group_by=agent_id&group_by=model&granularity=week",
			"&granularity=hour&days=2&timezone=America/New_York&group_by=conversation_id", "&model=none" })
	void filesOfUsageHaveTheCellsOfTheJson(String query) {
		storeCalls();
		JsonNode answer = json("file_files/usage?top=50" + query);
		List<Map<String, JsonNode>> groups = new ArrayList<>();
		answer.get("buckets").forEach((bucket) -> bucket.get("groups").forEach((group) -> {
			Map<String, JsonNode> row = new LinkedHashMap<>();
			Stream.of("start", "end", "complete").forEach((key) -> row.put(key, bucket.get(key)));
			row.putAll(numbers(group));
			groups.add(row);
		}));
		assertFiles("file_files/usage?top=50" + query,
				Map.of("groups", groups, "totals", List.of(numbers(answer.get("totals")))), Map.of("groups", 1));
	}

	@Test
	void filesOfComparisonsHaveTheCellsOfTheJson() {
		storeRuns();
		storeCalls();
		JsonNode answer = json("file_files/compare?days=2&timezone=Europe/Paris");
		List<Map<String, JsonNode>> daily = new ArrayList<>();
		answer.get("daily").forEach((day) -> Stream.of("current", "previous").forEach((side) -> {
			Map<String, JsonNode> row = new LinkedHashMap<>();
			row.put("day", day.get("day"));
			row.put("side", StringNode.valueOf(side));
			row.putAll(cells(day.get(side)));
			daily.add(row);
		}));
		List<Map<String, JsonNode>> totals = Stream.of("current", "previous").map((side) -> {
			Map<String, JsonNode> row = new LinkedHashMap<>();
			row.put("side", StringNode.valueOf(side));
			row.putAll(numbers(answer.get(side)));
			return row;
		}).toList();
		List<Map<String, JsonNode>> changes = answer.get("change").propertyStream().map((change) -> {
			Map<String, JsonNode> row = new LinkedHashMap<>();
			row.put("number", StringNode.valueOf(change.getKey()));
			row.putAll(cells(change.getValue()));
			return row;
		}).toList();
		assertFiles("file_files/compare?days=2&timezone=Europe/Paris",
				Map.of("daily", daily, "totals", totals, "changes", changes), Map.of());
	}

	@Test
	void filesOfSummariesHaveTheCellsOfTheJson() {
		storeRuns();
		storeCalls();
		JsonNode answer = json("file_files/summary?timezone=Europe/Paris");
		List<Map<String, JsonNode>> periods = new ArrayList<>();
		List<Map<String, JsonNode>> changes = new ArrayList<>();
		for (String name : SummaryPeriods.NAMES) {
			JsonNode period = answer.get(name);
			for (String side : List.of("current", "previous")) {
				Map<String, JsonNode> row = new LinkedHashMap<>();
				row.put("name", StringNode.valueOf(name));
				row.put("side", StringNode.valueOf(side));
				row.put("comparable", period.get("comparable"));
				row.putAll(numbers(period.get(side)));
				periods.add(row);
			}
			period.get("change").propertyStream().forEach((change) -> {
				Map<String, JsonNode> row = new LinkedHashMap<>();
				row.put("name", StringNode.valueOf(name));
				row.put("number", StringNode.valueOf(change.getKey()));
				row.putAll(cells(change.getValue()));
				changes.add(row);
			});
		}
		assertFiles("file_files/summary?timezone=Europe/Paris", Map.of("periods", periods, "changes", changes),
				Map.of());
	}

	@ParameterizedTest
	@ValueSource(strings = { "runs", "runs?sort=cost&project_id=p1", "conversations", "conversations?sort=duration" })
	void filesOfListsHaveTheCellsOfTheJson(String list) {
		storeRuns();
		storeCalls();
		String path = "file_files/" + list + (list.contains("?") ? "&" : "?") + "limit=1000";
		List<Map<String, JsonNode>> rows = json(path).get(list.replaceFirst("\\?.*", ""))
			.valueStream()
			.map(FileApiTests::numbers)
			.toList();
		assertThat(rows).isNotEmpty();
		FileCells.assertSame(FileCells.csv(this.api.user(path + "&format=csv").body()), rows);
		assertThat(FileCells.lines(this.api.user(path + "&format=ndjson").body()).stream().map(FileApiTests::cells))
			.containsExactlyElementsOf(rows);
		XSSFWorkbook workbook = FileCells
			.workbook(this.api.bytes("/api/v1/analytics/user/" + path + "&format=xlsx").body());
		FileCells.assertSameCells(FileCells.rows(workbook.getSheetAt(1)), rows);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4_000, 4_001, 4_049, 4_050 })
	void aListOfManyPagesHasEachRowOnceAndSaysWhetherThereAreMore(int limit) {
		int stored = 4_050;
		store(IntStream.range(0, stored)
			.mapToObj(
					(i) -> span("file_manyruns", i, "agent_run_usage").time(MORNING.minusSeconds(i / 10), Duration.ZERO)
						.attributes(Map.of("user_id", "file_manyruns", "run_id", "run-" + i))));
		HttpResponse<String> csv = this.api.user("file_manyruns/runs?format=csv&limit=" + limit);
		List<String> runs = FileCells.csv(csv.body()).stream().map((row) -> row.get("run_id")).toList();
		assertThat(runs).hasSize(limit).doesNotHaveDuplicates();
		assertThat(csv.headers().firstValue("X-Truncated").isPresent()).isEqualTo(limit < stored);
	}

	@Test
	void filesOfAllUsersHaveTheCellsOfTheJson() {
		storeRuns();
		String path = "/api/v1/analytics/users?top=2&days=5";
		JsonNode answer = FileCells.json(this.api.get(path).body());
		List<Map<String, JsonNode>> users = answer.get("users").valueStream().map(FileApiTests::numbers).toList();
		FileCells.assertSame(FileCells.csv(this.api.get(path + "&format=csv").body()), users);
		List<Map<String, String>> totals = FileCells.csv(this.api.get(path + "&format=csv&section=totals").body());
		assertThat(totals).hasSize(2);
		assertThat(totals.get(0)).containsEntry("group", "totals")
			.containsEntry("user_count", answer.at("/totals/user_count").toString());
		assertThat(this.api.as(AnalyticsApi.USER_TOKEN).get(path + "&format=csv").statusCode()).isEqualTo(403);
	}

	@Test
	void filesOfSpansHaveTheCellsOfTheJson() {
		storeHostileSpans();
		List<Map<String, JsonNode>> spans = rows(json("file_hostile/raw?limit=1000"));
		assertThat(spans).hasSize(HostileNames.all().size());
		byte[] csv = this.api.bytes("/api/v1/analytics/user/file_hostile/raw?format=csv").body();
		FileCells.assertSame(FileCells.csv(csv), spans);
		String lines = this.api.user("file_hostile/raw?format=ndjson").body();
		assertThat(FileCells.lines(lines).stream().map(FileApiTests::cells)).containsExactlyElementsOf(spans);
		XSSFWorkbook workbook = FileCells
			.workbook(this.api.bytes("/api/v1/analytics/user/file_hostile/raw?format=xlsx").body());
		List<Map<String, @Nullable Cell>> rows = FileCells.rows(workbook.getSheet("spans"));
		assertThat(rows).hasSameSizeAs(spans);
		for (int i = 0; i < rows.size(); i++) {
			if (spans.get(i).get("message").asString().length() < MAX_CELL) {
				FileCells.assertSameCells(rows.subList(i, i + 1), spans.subList(i, i + 1));
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "csv, text/csv", "xlsx, " + WORKBOOK, "ndjson, application/x-ndjson", "json, application/json" })
	void formatParameterOverridesAccept(String format, String type) {
		storeRuns();
		for (String path : List.of("file_files?days=3", "file_files/usage?days=3", "file_files/raw?days=3",
				"file_files/compare?days=3", "file_files/runs?days=3", "file_files/conversations?days=3")) {
			String url = "/api/v1/analytics/user/" + path;
			HttpResponse<byte[]> byAccept = this.api.bytes(url, "Accept", type);
			HttpResponse<byte[]> byFormat = this.api.bytes(url + "&format=" + format, "Accept", "text/html");
			assertThat(byAccept.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
			assertThat(byFormat.headers().firstValue("Content-Type"))
				.isEqualTo(byAccept.headers().firstValue("Content-Type"));
			if (!format.equals("xlsx")) {
				assertThat(new String(byFormat.body(), StandardCharsets.UTF_8))
					.isEqualTo(new String(byAccept.body(), StandardCharsets.UTF_8));
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "'file_files', csv, analytics-daily-costs-2026-02-09-2026-02-11.csv",
			"'file_files', xlsx, analytics-2026-02-09-2026-02-11.xlsx",
			"'file_files', ndjson, analytics-2026-02-09-2026-02-11.ndjson",
			"'file_files/usage', csv, usage-groups-2026-02-09-2026-02-11.csv",
			"'file_files/usage', focus, usage-focus-2026-02-09-2026-02-11.csv",
			"'file_files/runs', csv, runs-2026-02-09-2026-02-11.csv",
			"'file_files/compare', csv, compare-daily-2026-02-09-2026-02-11.csv",
			"'file_files/raw', csv, spans-2026-02-09-2026-02-11.csv",
			"'file_files/raw', xlsx, spans-2026-02-09-2026-02-11.xlsx" })
	void fileNamesHaveTheDaysButNotTheUser(String path, String format, String name) {
		HttpResponse<byte[]> file = this.api.bytes("/api/v1/analytics/user/" + path + "?days=3&format=" + format);
		assertThat(file.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"" + name + "\"");
		assertThat(file.headers().allValues("Cache-Control")).containsExactly("no-store");
		assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
	}

	@Test
	void aFileOfAStoredAnswerHasATagOfItsOwn() throws IOException {
		String url = "/api/v1/analytics/user/file_files/usage?granularity=hour&format=csv&group_by=conversation_id";
		storeCalls();
		HttpResponse<byte[]> file = this.api.bytes(url);
		String tag = file.headers().firstValue("ETag").orElseThrow();
		assertThat(tag)
			.isNotEqualTo(this.api.get(url.replace("csv", "json")).headers().firstValue("ETag").orElseThrow());
		assertThat(this.api.bytes(url, "If-None-Match", tag).statusCode()).isEqualTo(304);
		HttpResponse<byte[]> gzip = this.api.bytes(url, "Accept-Encoding", "gzip");
		assertThat(gzip.headers().firstValue("Content-Encoding")).hasValue("gzip");
		try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
			assertThat(unpacked.readAllBytes()).isEqualTo(file.body());
		}
		HttpResponse<byte[]> workbook = this.api.bytes(url.replace("csv", "xlsx"), "Accept-Encoding", "gzip");
		assertThat(workbook.headers().firstValue("Content-Encoding")).isEmpty();
	}

	@Test
	void csvHasAByteOrderMarkOnRequest() {
		byte[] mark = { (byte) 0xef, (byte) 0xbb, (byte) 0xbf };
		for (String path : List.of("file_files", "file_files/usage", "file_files/raw")) {
			String url = "/api/v1/analytics/user/" + path + "?format=csv&bom=";
			assertThat(this.api.bytes(url + "true").body()).startsWith(mark);
			assertThat(this.api.bytes(url + "false").body()[0]).isNotEqualTo(mark[0]);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "file_files?format=pdf | format | must be one of json, csv, xlsx, ndjson",
			"file_files?format=CSV | format | must be one of json, csv, xlsx, ndjson",
			"file_files?format=focus | format | must be one of json, csv, xlsx, ndjson",
			"file_files/usage?format=pdf | format | must be one of json, csv, xlsx, ndjson, focus",
			"file_files?format=csv&format=xlsx | format | must be given once, not 2 times",
			"file_files?format= | format | must not be empty: must be one of json, csv, xlsx, ndjson",
			"file_files?section=outcomes | section | is for csv, the only format that has one section and not all",
			"file_files?format=xlsx&section=outcomes | section | is for csv, the only format that has one section and not all",
			"file_files?format=csv&section=groups | section | must be one of daily_costs, outcomes, conversations, summary",
			"file_files/usage?format=focus&section=totals | section | is for csv: focus has one table of its own",
			"file_files/raw?format=csv&section=spans | section | is not a parameter here. Allowed are days, start_date, end_date, timezone, limit, project_id, agent_id, environment, span_name, trace_id, conversation_id, run_id, min_level, cursor, format, bom",
			"file_files?format=ndjson&bom=true | bom | is for csv",
			"file_files/raw?format=csv&bom=1 | bom | must be true or false",
			"file_files/raw?format=csv&limit=100001 | limit | must be a whole number from 1 to 100000",
			"file_files/raw?limit=1001 | limit | must be a whole number from 1 to 1000 for json" })
	void parametersThatDoNotFitTheFormatAreA400ThatSaysSo(String path, String parameter, String message) {
		HttpResponse<String> answer = this.api.user(path);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(FileCells.json(answer.body()).get("errors")).hasSize(1)
			.first()
			.hasToString("{\"parameter\":\"%s\",\"message\":\"%s\"}".formatted(parameter, message));
	}

	@ParameterizedTest
	@ValueSource(strings = { "csv", "xlsx", "ndjson", "focus" })
	void errorsOfFilesAreProblems(String format) {
		String path = "user_456/usage?format=" + format;
		AnalyticsApi user = this.api.as(AnalyticsApi.USER_TOKEN);
		assertProblem(this.api.as("unknown").user(path), 401);
		assertProblem(user.user(path), 403);
		assertProblem(this.api.get("/api/v1/analytics/me/usage?format=" + format), 400);
		assertProblem(user.user("user_123/nothing?format=" + format), 404);
		assertThat(user.get("/api/v1/analytics/me/usage?days=3&format=" + format).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 9_998, 9_999, 10_099, 10_100, 10_101 })
	void aFileOfManyPagesHasEachSpanOnceAndSaysWhetherThereAreMore(int limit) {
		int stored = 10_100;
		storeMany("file_many", stored);
		String path = "file_many/raw?limit=" + limit;
		HttpResponse<String> csv = this.api.user(path + "&format=csv");
		List<String> ids = FileCells.csv(csv.body()).stream().map((row) -> row.get("span_id")).toList();
		assertThat(ids).hasSize(Math.min(limit, stored)).doesNotHaveDuplicates();
		assertThat(csv.headers().firstValue("X-Truncated").isPresent()).isEqualTo(limit < stored);
		HttpResponse<String> ndjson = this.api.user(path + "&format=ndjson");
		List<JsonNode> lines = FileCells.lines(ndjson.body());
		assertThat(lines.stream().limit(ids.size()).map((line) -> line.get("span_id").asString()))
			.containsExactlyElementsOf(ids);
		assertThat(lines).hasSize(ids.size() + ((limit < stored) ? 1 : 0));
		if (limit < stored) {
			JsonNode last = lines.get(limit);
			assertThat(last.get("truncated").booleanValue()).isTrue();
			assertThat(last.get("limit").intValue()).isEqualTo(limit);
		}
	}

	@Test
	void aTruncatedWorkbookSaysSoFirst() {
		storeMany("file_three", 3);
		String url = "/api/v1/analytics/user/file_three/raw?format=xlsx&limit=";
		XSSFWorkbook cut = FileCells.workbook(this.api.bytes(url + 2).body());
		assertThat(about(cut)).startsWith("Not all rows=These are the first 2 rows: there are more. Ask for fewer days,"
				+ " filter, or raise limit.");
		assertThat(cut.getSheet("spans").getLastRowNum()).isEqualTo(2);
		XSSFWorkbook whole = FileCells.workbook(this.api.bytes(url + 3).body());
		assertThat(about(whole)).first().asString().startsWith("What=");
		assertThat(whole.getSheet("spans").getLastRowNum()).isEqualTo(3);
	}

	@Test
	void ndjsonByAcceptAloneIsAPageWithALink() {
		storeMany("file_three", 3);
		HttpResponse<String> page = this.api.user("file_three/raw?limit=2", "Accept", "application/x-ndjson");
		assertThat(page.body().lines()).hasSize(2);
		assertThat(page.headers().firstValue("Link")).isPresent();
		assertThat(page.headers().firstValue("Content-Disposition")).isEmpty();
	}

	@Test
	void theFirstSheetDescribesTheWorkbook() {
		storeRuns();
		XSSFWorkbook workbook = FileCells.workbook(this.api.bytes(
				"/api/v1/analytics/user/file_files?days=3&format=xlsx&timezone=Europe/Paris&project_id=p1&project_id==2&cost=estimated")
			.body());
		assertThat(about(workbook)).contains("User=file_files", "From=2026-02-09T00:00",
				"Until, without it=2026-02-12T00:00", "Days=3.0", "Time zone=Europe/Paris", "Filter project_id=p1",
				"Filter project_id='=2", "Filter agent_id=none", "Generated=2026-02-11T10:30",
				"Runs with a recorded cost=1.0");
		Sheet costs = workbook.getSheet("daily_costs");
		assertThat(costs.getPaneInformation().isFreezePane()).isTrue();
		assertThat(costs.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 1);
		assertThat(workbook.getFontAt(costs.getRow(0).getCell(0).getCellStyle().getFontIndex()).getBold()).isTrue();
		assertThat(costs.getRow(1).getCell(1).getCellStyle().getDataFormatString()).isEqualTo("\"$\"#,##0.000000");
	}

	@Test
	void focusHasTheColumnsOfTheSpecificationAndNoGuesses() {
		storeCalls();
		List<Map<String, String>> rows = FileCells
			.csv(this.api.user("file_files/usage?format=focus&timezone=Europe/Paris&days=5").body());
		JsonNode json = json("file_files/usage?group_by=provider&group_by=model&timezone=Europe/Paris&days=5&top=50");
		List<JsonNode> groups = new ArrayList<>();
		json.get("buckets").forEach((bucket) -> bucket.get("groups").forEach(groups::add));
		assertThat(rows).hasSameSizeAs(groups).isNotEmpty();
		for (int i = 0; i < rows.size(); i++) {
			Map<String, String> row = rows.get(i);
			JsonNode group = groups.get(i);
			assertThat(row).containsEntry("BillingCurrency", "USD")
				.containsEntry("ChargeCategory", "Usage")
				.containsEntry("ServiceCategory", "AI and Machine Learning")
				.containsEntry("ServiceSubcategory", "Generative AI")
				.containsEntry("ConsumedUnit", "Tokens")
				.containsEntry("ConsumedQuantity",
						String.valueOf(group.get("input_tokens").asLong() + group.get("output_tokens").asLong()))
				.containsEntry("Tags", "{\"user_id\":\"file_files\"}");
			assertThat(row.get("SkuId")).isEqualTo(group.get("model").asString().replace("=", "'="));
			boolean priced = group.at("/cost_coverage/unpriced_calls").asLong() < group.get("llm_calls").asLong();
			assertThat(row.get("EffectiveCost"))
				.isEqualTo(priced ? group.get("cost").decimalValue().toPlainString() : "");
			assertThat(row.get("ChargePeriodStart")).matches("2026-02-[0-9]{2}T23:00:00Z");
			Stream
				.of("BilledCost", "ContractedCost", "BillingAccountId", "BillingPeriodStart", "InvoiceIssuerName",
						"PublisherName", "PricingQuantity", "ChargeClass")
				.forEach((column) -> assertThat(row.get(column)).as(column).isEmpty());
		}
		String header = this.api.user("nobody/usage?format=focus").body();
		assertThat(Stream.of(header.strip().split(",")).filter((column) -> !column.startsWith("x_"))).containsExactly(
				"BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd",
				"BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency",
				"ChargePeriodEnd", "ChargePeriodStart", "ConsumedQuantity", "ConsumedUnit", "ContractedCost",
				"EffectiveCost", "InvoiceIssuerName", "ListCost", "PricingQuantity", "PricingUnit", "ProviderName",
				"PublisherName", "ServiceCategory", "ServiceName", "ServiceSubcategory", "SkuId", "Tags");
	}

	@Test
	void pythonReadsTheSameCells(@TempDir Path directory) throws Exception {
		assumeTrue(succeeds(directory, "import csv, sys; assert sys.version_info >= (3, 11)"), "needs Python 3.11");
		storeHostileSpans();
		for (String format : List.of("csv", "xlsx", "json")) {
			String limit = format.equals("json") ? "&limit=1000" : "";
			Files.write(directory.resolve("spans." + format),
					this.api.bytes("/api/v1/analytics/user/file_hostile/raw?format=" + format + limit).body());
		}
		assertThat(succeeds(directory,
				"""
						import csv, json
						csv.field_size_limit(10**7)
						spans = json.load(open("spans.json", encoding="utf-8"))
						rows = list(csv.DictReader(open("spans.csv", encoding="utf-8", newline=""), strict=True))
						assert len(rows) == len(spans), (len(rows), len(spans))
						for row, span in zip(rows, spans):
						    assert row["message"].replace("'", "") == span["message"].replace("'", ""), (row["message"][:50], span["message"][:50])
						    assert json.loads(row["attributes"]) == span["attributes"]
						"""))
			.as(Files.readString(directory.resolve("output")))
			.isTrue();
		assumeTrue(succeeds(directory, "import openpyxl"), "needs openpyxl");
		assertThat(succeeds(directory, """
				import json, openpyxl, re, warnings
				warnings.simplefilter("error")
				spans = json.load(open("spans.json", encoding="utf-8"))
				rows = list(openpyxl.load_workbook("spans.xlsx")["spans"].iter_rows(values_only=True))
				header, rows = rows[0], [dict(zip(rows[0], row)) for row in rows[1:]]
				assert len(rows) == len(spans)
				for row, span in zip(rows, spans):
				    assert row["span_id"] == span["span_id"]
				    assert row["start_timestamp"].isoformat()[:19] == span["start_timestamp"][:19]
				    attributes = re.sub("_x([0-9A-F]{4})_", lambda escape: chr(int(escape[1], 16)), row["attributes"])
				    assert json.loads(attributes) == span["attributes"]
				""")).as(Files.readString(directory.resolve("output"))).isTrue();
	}

	private void assertFiles(String path, Map<String, List<Map<String, JsonNode>>> sections,
			Map<String, Integer> rowsOfTotals) {
		sections.forEach((section, rows) -> {
			List<Map<String, String>> csv = FileCells
				.csv(this.api.user(path + "&format=csv&section=" + section).body());
			FileCells.assertSame(csv, rows);
		});
		List<JsonNode> lines = FileCells.lines(this.api.user(path + "&format=ndjson").body());
		sections.forEach((section,
				rows) -> assertThat(lines.stream()
					.filter((line) -> line.get("section").asString().equals(section))
					.map(FileApiTests::cells)
					.peek((cells) -> cells.remove("section"))).containsExactlyElementsOf(rows));
		assertThat(lines).hasSize(sections.values().stream().mapToInt(List::size).sum());
		XSSFWorkbook workbook = FileCells
			.workbook(this.api.bytes("/api/v1/analytics/user/" + path + "&format=xlsx").body());
		assertThat(workbook.getNumberOfSheets()).isEqualTo(sections.size() + 1);
		sections.forEach((section, rows) -> {
			List<Map<String, @Nullable Cell>> sheet = FileCells.rows(workbook.getSheet(section));
			int totals = rowsOfTotals.getOrDefault(section, 0);
			FileCells.assertSameCells(sheet.subList(0, sheet.size() - totals), rows);
		});
	}

	private static void assertProblem(HttpResponse<String> answer, int status) {
		assertThat(answer.statusCode()).isEqualTo(status);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
		assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
	}

	private static List<String> about(XSSFWorkbook workbook) {
		List<String> facts = new ArrayList<>();
		workbook.getSheetAt(0).forEach((row) -> facts.add(row.getCell(0) + "=" + switch (row.getCell(1).getCellType()) {
			case STRING -> row.getCell(1).getStringCellValue();
			default -> DateUtil.isCellDateFormatted(row.getCell(1))
					? row.getCell(1).getLocalDateTimeCellValue().toString() : row.getCell(1).toString();
		}));
		return facts;
	}

	private JsonNode json(String path) {
		HttpResponse<String> answer = this.api.user(path);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return FileCells.json(answer.body());
	}

	private static List<Map<String, JsonNode>> rows(JsonNode list) {
		return list.valueStream().map(FileApiTests::cells).toList();
	}

	private static Map<String, JsonNode> cells(JsonNode object) {
		Map<String, JsonNode> cells = new LinkedHashMap<>();
		object.propertyStream().forEach((property) -> cells.put(property.getKey(), property.getValue()));
		return cells;
	}

	private static List<Map<String, JsonNode>> outcomes(JsonNode outcomes) {
		return outcomes.propertyStream().map((outcome) -> {
			Map<String, JsonNode> cells = new LinkedHashMap<>();
			cells.put("outcome", StringNode.valueOf(outcome.getKey()));
			cells.put("run_count", outcome.getValue());
			return cells;
		}).toList();
	}

	/** What is nested in JSON is side by side in a table. */
	private static Map<String, JsonNode> numbers(JsonNode object) {
		Map<String, JsonNode> cells = new LinkedHashMap<>();
		cells(object).forEach((key, value) -> {
			switch (key) {
				case "cost_coverage", "period" -> cells.putAll(cells(value));
				default -> {
					if (value.isObject()) {
						cells(value).forEach((name, one) -> cells.put(key + "_" + name, one));
					}
					else {
						cells.put(key, value);
					}
				}
			}
		});
		return cells;
	}

	private void storeRuns() {
		List<String> outcomes = List.of("completed", "=1+1", "failed", "-x", "é,\"q\"");
		store(IntStream.range(0, 12)
			.mapToObj((i) -> span("file_files", i, "agent_run_usage")
				.time(MORNING.minus(Duration.ofHours(13 * i)), Duration.ofMillis(7))
				.attributes(Map.of("user_id", "file_files", "run_id", "run-" + i, "actual_cost", 0.000_001 + i / 7.0,
						"outcome", outcomes.get(i % 5), "project_id", "p" + i % 3, "conversation_id", "c" + i / 2))));
	}

	private void storeCalls() {
		List<String> models = List.of("gpt-4o", "=cmd", "llama,\"x\"", "claude-sonnet-4-5");
		store(IntStream.range(0, 40).mapToObj((i) -> {
			Map<String, Object> attributes = new LinkedHashMap<>(Map.of("user_id", "file_files", "gen_ai.request.model",
					models.get(i % 4), "gen_ai.usage.input_tokens", 1000 * i, "gen_ai.usage.output_tokens", 7 * i,
					"agent_id", "-agent" + i % 3, "conversation_id", "c" + i));
			if (i % 4 < 2) {
				attributes.put("operation.cost", 0.001_234_567 * i);
			}
			return span("calls", i, "chat").time(MORNING.minus(Duration.ofHours(i)), Duration.ofNanos(1_234_567L * i))
				.attributes(attributes);
		}));
	}

	private void storeHostileSpans() {
		List<String> names = HostileNames.all();
		store(IntStream.range(0, names.size()).mapToObj((i) -> {
			String name = names.get(i);
			return span("file_hostile", i, "x" + i).message(name)
				.time(MORNING.minusNanos(1_000L * i), Duration.ofNanos(1_500L * i))
				.attributes(
						Map.of("user_id", "file_hostile", "name", name.substring(0, Math.min(1000, name.length()))));
		}));
	}

	private void storeMany(String user, int count) {
		store(IntStream.range(0, count)
			.mapToObj((i) -> span(user, i, "s").time(MORNING.minusSeconds(i / 10), Duration.ofMillis(1))
				.attributes(Map.of("user_id", user))));
	}

	/** Once, whichever test needs them first. */
	private void store(Stream<SpanRecordBuilder> spans) {
		List<SpanRecord> records = spans.map(SpanRecordBuilder::build).toList();
		String key = records.get(0).traceId() + records.size();
		if (STORED.add(key)) {
			this.logfire.store(records);
		}
	}

	private static SpanRecordBuilder span(String user, int number, String name) {
		return SpanRecord.builder("%032x".formatted(user.hashCode()), "%016x".formatted(number + 1), name);
	}

	private static boolean succeeds(Path directory, String script) throws InterruptedException {
		try {
			Process process = new ProcessBuilder("python3", "-c", script).directory(directory.toFile())
				.redirectErrorStream(true)
				.redirectOutput(directory.resolve("output").toFile())
				.start();
			return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
