using System.Data.Common;
using System.Globalization;
using JasperFx.Events;
using Npgsql;
using Weasel.Core;
using Weasel.Storage;

namespace MentorshipFlow.Workflows.Store;

/// <summary>One statement of ours among the operations of a Marten session: they run in the order in which they were queued.</summary>
/// <remarks>Marten numbers the parameters of its batch itself, so <c>$1</c> to <c>$n</c> of our text are bound one by one where they
/// stand.</remarks>
internal sealed class SqlOperation(NpgsqlBatchCommand statement) : Marten.Internal.Operations.IStorageOperation, NoDataReturnedCall
{
    /// <summary>Events come before documents in a session, and keep their order.</summary>
    public Type DocumentType => typeof(IEvent);

    public OperationRole Role() => OperationRole.Other;

    public Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => Task.CompletedTask;

    public void ConfigureCommand(Weasel.Postgresql.ICommandBuilder builder, IStorageSession session)
    {
        var sql = statement.CommandText.AsSpan();
        while (sql.IndexOf('$') is var at and >= 0)
        {
            var digits = 1;
            while (at + digits < sql.Length && char.IsAsciiDigit(sql[at + digits])) digits++;
            builder.Append(sql[..at].ToString());
            var bound = statement.Parameters[int.Parse(sql[(at + 1)..(at + digits)], NumberStyles.None, CultureInfo.InvariantCulture) - 1];
            builder.AppendParameter(bound.Value ?? DBNull.Value, bound.NpgsqlDbType);
            sql = sql[(at + digits)..];
        }

        builder.Append(sql.ToString());
    }
}
