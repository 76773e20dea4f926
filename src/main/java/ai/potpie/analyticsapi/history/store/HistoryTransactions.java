package ai.potpie.analyticsapi.history.store;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;

import org.springframework.transaction.support.TransactionOperations;

/**
 * Transactions that change the history: one at a time, in all replicas.
 */
public class HistoryTransactions {

	private final TransactionOperations transactions;

	private final FactStore store;

	/** An embedded database has no lock that a transaction could take. */
	private final ReentrantLock turn = new ReentrantLock(true);

	public HistoryTransactions(TransactionOperations transactions, FactStore store) {
		this.transactions = transactions;
		this.store = store;
	}

	/** Does some work, unless another transaction is under way: then it is empty. */
	public <T> Optional<T> ifFree(Supplier<T> work) {
		if (!takeTurn(0)) {
			return Optional.empty();
		}
		try {
			return this.transactions
				.execute((status) -> this.store.lock() ? Optional.of(work.get()) : Optional.empty());
		}
		finally {
			this.turn.unlock();
		}
	}

	/**
	 * Waits for other transactions to end, and does some work.
	 * @throws org.springframework.dao.DataAccessException if the database does not answer
	 */
	public void inTurn(Runnable work) {
		takeTurn(Long.MAX_VALUE);
		try {
			this.transactions.executeWithoutResult((status) -> {
				this.store.waitForLock();
				work.run();
			});
		}
		finally {
			this.turn.unlock();
		}
	}

	private boolean takeTurn(long nanoseconds) {
		try {
			return this.turn.tryLock(nanoseconds, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			throw LogfireException.stopping(ex);
		}
	}

}
