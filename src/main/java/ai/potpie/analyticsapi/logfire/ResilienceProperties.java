package ai.potpie.analyticsapi.logfire;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings for retries, limits and the circuit breaker of calls to Logfire.
 *
 * @param maxQuestions how many questions may be under way, those that wait for a
 * connection or for their turn included
 * @param rateLimit how often Logfire may be asked
 * @param maxTries how often one question is asked, the first time included
 * @param retryDelay the longest wait before the second try; it doubles with each further
 * one
 * @param maxRetryDelay the longest wait before any try
 * @param maxRetryAfter the longest Retry-After of Logfire's that is waited for
 * @param retryAllowance how many further tries each answer of Logfire's allows for
 * @param retryReserve how many further tries can be saved up
 * @param breakerWindow over how many calls failures are counted
 * @param breakerThreshold from which share of failures on, in per cent, Logfire is left
 * alone
 * @param breakerPause for how long, before one call tries again
 */
@ConfigurationProperties("logfire")
@Validated
record ResilienceProperties(@DefaultValue("512") @Min(1) int maxQuestions, @DefaultValue("plan") CallLimits rateLimit,
		@DefaultValue("5") @Min(1) int maxTries, @DefaultValue("100ms") Duration retryDelay,
		@DefaultValue("1s") Duration maxRetryDelay, @DefaultValue("2s") Duration maxRetryAfter,
		@DefaultValue("0.75") @Min(0) double retryAllowance, @DefaultValue("30") @Min(0) int retryReserve,
		@DefaultValue("50") @Min(1) int breakerWindow, @DefaultValue("60") @Min(1) @Max(100) int breakerThreshold,
		@DefaultValue("1s") Duration breakerPause) {
}
