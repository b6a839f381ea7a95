namespace MentorshipFlow.System.Tests.Engine;

/// <summary>
/// Runs all events of a simulation one after the other on one thread: timers, and the code that awaits them. The seed decides the order of
/// events due at the same moment, and when the wall clock is set forward or back.
/// </summary>
internal sealed class SimulatedTime(Random chance) : TimeProvider
{
    private readonly PriorityQueue<Action, (long At, int Chance, int Order)> due = new();
    private long now;
    private long wall = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero).Ticks;
    private int numbered;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now;

    public override DateTimeOffset GetUtcNow() => new(wall + now, TimeSpan.Zero);

    /// <summary>Sets the wall clock; timers are not affected.</summary>
    public void Jump(TimeSpan by) => wall += by.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new OneShot(this, () => callback(state), dueTime);

    /// <summary>Schedules an action.</summary>
    public void After(TimeSpan delay, Action action) => due.Enqueue(action, (now + delay.Ticks, chance.Next(), numbered++));

    /// <summary>Runs until a task has ended; only scheduled events can complete it.</summary>
    public void Run(Func<Task> beginning)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Here(this));
        try
        {
            var task = beginning();
            while (!task.IsCompleted)
            {
                Assert.True(due.TryDequeue(out var action, out var when), "Nothing happens any more, and somebody waits.");
                now = Math.Max(now, when.At);
                action();
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class Here(SimulatedTime time) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => time.After(TimeSpan.Zero, () => d(state));
    }

    private sealed class OneShot : ITimer
    {
        private readonly SimulatedTime time;
        private readonly Action callback;
        private int set;

        public OneShot(SimulatedTime time, Action callback, TimeSpan dueTime)
        {
            (this.time, this.callback) = (time, callback);
            Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var mine = ++set;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            time.After(dueTime, () =>
            {
                if (mine == set) callback();
            });
            return true;
        }

        public void Dispose() => set++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
