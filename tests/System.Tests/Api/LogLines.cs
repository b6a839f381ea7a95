using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Every line of a log, of all its categories.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> All { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => All.Enqueue(formatter(state, exception));

    public void Dispose()
    {
    }
}
