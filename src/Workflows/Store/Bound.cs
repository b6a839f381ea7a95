using Npgsql;

namespace MentorshipFlow.Workflows.Store;

/// <summary>SQL with bound parameters: no value is ever put into the text.</summary>
public static class Bound
{
    /// <summary>One typed value.</summary>
    public static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    /// <summary>A statement of a batch.</summary>
    public static NpgsqlBatchCommand Statement(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>A command on any connection of the source.</summary>
    public static NpgsqlCommand Command(this NpgsqlDataSource database, string sql, params ReadOnlySpan<NpgsqlParameter> parameters) =>
        With(database.CreateCommand(sql), parameters);

    /// <summary>The same command with parameters.</summary>
    public static NpgsqlCommand With(this NpgsqlCommand command, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }
}
