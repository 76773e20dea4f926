package ai.potpie.analyticsapi.alert.budget;

import ai.potpie.analyticsapi.alert.number.Uses;
import ai.potpie.analyticsapi.alert.rule.RuleStore;
import ai.potpie.analyticsapi.history.FactBase;
import ai.potpie.analyticsapi.history.OnHistory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@Conditional(OnHistory.class)
class BudgetConfiguration {

	@Bean
	Budgets budgets(FactBase facts, RuleStore rules, Uses uses) {
		return new Budgets(facts, rules, uses);
	}

}
