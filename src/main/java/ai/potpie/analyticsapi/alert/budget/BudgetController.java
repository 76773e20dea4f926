package ai.potpie.analyticsapi.alert.budget;

import ai.potpie.analyticsapi.cache.NoHistoryException;
import ai.potpie.analyticsapi.web.parameters.NoParameters;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what a user may still spend, and will have spent.
 */
@RestController
@Tag(name = "Budgets")
@RequestMapping(path = "/api/v1/analytics", produces = MediaType.APPLICATION_JSON_VALUE)
class BudgetController {

	private final ObjectProvider<Budgets> budgets;

	BudgetController(ObjectProvider<Budgets> budgets) {
		this.budgets = budgets;
	}

	/**
	 * May this user go on? For guardrails, which ask before a run. The status is 200
	 * whether or not. It is advice: spans arrive after they end, so runs under way are
	 * not in it.
	 * @param userId the user whose budget it is
	 * @return the budgets
	 */
	@GetMapping({ "/user/{user_id}/budget", "/me/budget" })
	UserBudget userBudget(@PathVariable("user_id") String userId, @Valid NoParameters parameters,
			HttpServletResponse response) {
		UserBudget budget = budgets().of(userId);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		return budget;
	}

	/**
	 * What a user will have used at the end of the month or week.
	 * @param userId the user whose use it is
	 * @return the forecast
	 */
	@GetMapping({ "/user/{user_id}/forecast", "/me/forecast" })
	UserForecast userForecast(@PathVariable("user_id") String userId, @Valid ForecastParameters parameters,
			HttpServletResponse response) {
		UserForecast forecast = budgets().forecast(userId, parameters);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		return forecast;
	}

	private Budgets budgets() {
		return NoHistoryException.require(this.budgets.getIfAvailable());
	}

}
