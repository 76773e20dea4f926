package ai.potpie.analyticsapi.bench;

import ai.potpie.analyticsapi.AnalyticsApplication;

import org.springframework.boot.SpringApplication;

/**
 * Runs the service and, in the same process for comparison, {@link ConstantApplication}.
 */
final class ConstantAndService {

	private ConstantAndService() {
	}

	public static void main(String[] args) {
		SpringApplication constant = new SpringApplication(ConstantApplication.class);
		constant.setAdditionalProfiles(ConstantApplication.PROFILE);
		constant.run("--server.port=${BENCH_CONSTANT_PORT}");
		AnalyticsApplication.main(args);
	}

}
