namespace MentorshipFlow.Workflows.Postgres;

/// <summary>The private PostgreSQL cannot be used. The message says why and what to do; codes are stable across releases.</summary>
public sealed class NoPostgresException(string code, string sentence, string whatToDo) : Exception($"{code}: {sentence} {whatToDo}")
{
    public string Code { get; } = code;
}
