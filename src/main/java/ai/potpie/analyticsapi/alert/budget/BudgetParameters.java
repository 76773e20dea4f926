package ai.potpie.analyticsapi.alert.budget;

/**
 * The parameters of {@code GET /api/v1/analytics/user/{user_id}/budget}: there are none,
 * and any is an error.
 */
record BudgetParameters() {
}
