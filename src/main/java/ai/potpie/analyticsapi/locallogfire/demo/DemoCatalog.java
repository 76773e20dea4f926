package ai.potpie.analyticsapi.locallogfire.demo;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The cast of the demo data: models with their prices, agents with their tools, users
 * with their habits.
 */
final class DemoCatalog {

	private static final Model GPT_4_1 = new Model("openai", "gpt-4.1", "gpt-4.1-2025-04-14", 2000, 500, 8000,
			Cost.RECORDED);

	private static final Model GPT_5_MINI = new Model("openai", "gpt-5-mini", "gpt-5-mini-2025-08-07", 250, 25, 2000,
			Cost.RECORDED);

	private static final Model O4_MINI = new Model("openai", "o4-mini", "o4-mini-2025-04-16", 1100, 275, 4400,
			Cost.RECORDED);

	private static final Model SONNET = new Model("anthropic", "claude-sonnet-4-5", "claude-sonnet-4-5-20250929", 3000,
			300, 15000, Cost.RECORDED);

	private static final Model HAIKU = new Model("anthropic", "claude-haiku-4-5", "claude-haiku-4-5-20251001", 1000,
			100, 5000, Cost.KEPT_QUIET);

	private static final Model GEMINI = new Model("gcp.gemini", "gemini-2.5-flash", "gemini-2.5-flash", 300, 30, 2500,
			Cost.RECORDED);

	/** A self-hosted model, which no price list contains. */
	private static final Model QWEN = new Model("ollama", "qwen3-coder:30b", "qwen3-coder:30b", 100, 10, 400,
			Cost.NONE);

	/** The model that answers if an agent's own model is busy. */
	static final Model FALLBACK_MODEL = SONNET;

	private static final Agent SUMMARIZER = new Agent("summarizer", QWEN, List.of("read_conversation"), null,
			Style.CURRENT);

	private static final Agent SEARCHER = new Agent("code_searcher", GPT_5_MINI, List.of("search_code", "read_file"),
			null, Style.CURRENT);

	private static final Agent CODEBASE = new Agent("codebase_qna_agent", GPT_4_1,
			List.of("get_code_from_node", "search_code", "ask_knowledge_graph"), SEARCHER, Style.CURRENT);

	private static final Agent DEBUGGING = new Agent("debugging_agent", SONNET, List.of("read_stacktrace", "read_file"),
			SEARCHER, Style.CURRENT);

	private static final Agent UNIT_TESTS = new Agent("unit_test_agent", O4_MINI, List.of("read_file", "run_tests"),
			null, Style.FIRST);

	private static final Agent CHANGES = new Agent("code_changes_agent", HAIKU, List.of("git_diff", "blast_radius"),
			SUMMARIZER, Style.TWICE);

	private static final Agent DESIGN = new Agent("low_level_design_agent", GEMINI,
			List.of("ask_knowledge_graph", "web_search"), SUMMARIZER, Style.CURRENT);

	private static final Agent LOCAL = new Agent("local_coder", QWEN, List.of("read_file", "write_file"), null,
			Style.FIRST);

	private static final Agent DOCS = new Agent("docs_searcher", GPT_5_MINI, List.of("search_docs"), null,
			Style.PYDANTIC_AI);

	private static final Agent REVIEW = new Agent("pr_review_agent", GPT_4_1, List.of("git_diff", "read_file"), DOCS,
			Style.PYDANTIC_AI);

	private static final Agent CHANGELOG = new Agent("changelog_agent", HAIKU, List.of("git_log"), null,
			Style.PYDANTIC_AI);

	static final List<User> USERS = List.of(
			new User("user_123", 5.5, 0.0805, 2.34, 0.048, 60, List.of("proj_web", "proj_api"),
					List.of(CODEBASE, DEBUGGING, CHANGES)),
			new User("user_124", 28, 0.031, 3.4, 0.08, 40, List.of("proj_api", "proj_billing", "proj_web"),
					List.of(CODEBASE, CHANGES, UNIT_TESTS, DESIGN)),
			new User("user_125", 20, 0.12, 6.1, 0.04, 40, List.of("proj_ml"), List.of(DEBUGGING, CODEBASE, LOCAL)),
			new User("user_126", 16, 0.009, 1.2, 0.11, 40, List.of("proj_web"), List.of(DESIGN, UNIT_TESTS)),
			new User("user_127", 11, 0.054, 4.4, 0.02, 40, List.of("proj_api", "proj_mobile"),
					List.of(CODEBASE, DESIGN, CHANGES)),
			new User("user_128", 8, 0.2, 9.8, 0.15, 30, List.of("proj_ml", "proj_api"), List.of(DEBUGGING, CODEBASE)),
			new User("user_129", 6, 0.017, 2, 0.06, 30, List.of("proj_mobile"), List.of(CHANGES)),
			new User("user_130", 5, 0, 5.2, 0.09, 30, List.of("proj_lab"), List.of(LOCAL)),
			new User("user_131", 5, 0.066, 3.1, 0.3, 20, List.of("proj_billing"), List.of(CODEBASE, UNIT_TESTS)),
			new User("user_132", 3, 0.41, 14, 0.05, 20, List.of("proj_ml", "proj_lab"), List.of(DEBUGGING)),
			new User("user_133", 1.2, 0.08, 2.6, 0, 20, List.of("proj_web"), List.of(CODEBASE)),
			new User("user_134", 0.3, 0.02, 1.8, 0.5, 20, List.of("proj_größe"), List.of(DESIGN)),
			new User("jane.doe@example.com", 9, 0.045, 2.9, 0.05, 40, List.of("proj_api", "proj_web"),
					List.of(CODEBASE, CHANGES, DESIGN)),
			new User("auth0|64f1c2a9b7", 6, 0.028, 3.7, 0.07, 40, List.of("proj_mobile"), List.of(UNIT_TESTS, DESIGN)),
			new User("user_135", 10, 0.026, 4.2, 0.04, 40, List.of("proj_api"), List.of(REVIEW, REVIEW, CHANGELOG)));

	static final List<Failure> FAILURES = List.of(
			new Failure("pydantic_ai.exceptions.ModelHTTPError", "status_code: 429, body: Rate limit reached"),
			new Failure("pydantic_ai.exceptions.UnexpectedModelBehavior", "Exceeded maximum retries (1) for output"),
			new Failure("httpx.ReadTimeout", "The read operation timed out"),
			new Failure("ValueError", "Unknown node “größe” in graph 知識"));

	private DemoCatalog() {
	}

	/**
	 * A model. Its prices are in nano-dollars per token: 2000 is 2 US dollars per million
	 * tokens.
	 *
	 * @param cost whether its calls have a cost and record it
	 */
	record Model(String provider, String name, String answersAs, int input, int cachedInput, int output, Cost cost) {

		boolean reasons() {
			return this == O4_MINI || this == GPT_5_MINI;
		}

	}

	/** Whether calls have a cost and record it. */
	enum Cost {

		/** Calls record their cost as {@code operation.cost}. */
		RECORDED,

		/** Calls have the cost of the price list, but do not record it. */
		KEPT_QUIET,

		/** Calls have no known cost. */
		NONE

	}

	/**
	 * @param helper the agent that it calls as a tool
	 */
	record Agent(String name, Model model, List<String> tools, @Nullable Agent helper, Style style) {

		String spanName() {
			return (this.style == Style.FIRST) ? "agent run" : "invoke_agent " + this.name;
		}

	}

	/** How an agent's code is instrumented. */
	enum Style {

		/** The names of Pydantic AI's first conventions. */
		FIRST,

		CURRENT,

		/**
		 * Like {@link #CURRENT}, but the provider's SDK records each call a second time.
		 */
		TWICE,

		/** Pydantic AI alone, without a usage span around the run. */
		PYDANTIC_AI

	}

	/**
	 * A user and averages of the user's behaviour.
	 *
	 * @param failing the share of runs that fail
	 * @param cleanRuns the number of normal runs for each odd one
	 */
	record User(String id, double runsADay, double dollarsARun, double secondsARun, double failing, int cleanRuns,
			List<String> projects, List<Agent> agents) {
	}

	/** An exception, as Python would name it. */
	record Failure(String type, String message) {
	}

}
