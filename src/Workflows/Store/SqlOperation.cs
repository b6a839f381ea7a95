using System.Data.Common;
using System.Globalization;
using JasperFx.Events;
using Npgsql;
using Weasel.Core;
using Weasel.Storage;

namespace MentorshipFlow.Workflows.Store;

/// <summary>One SQL statement as an operation of a Marten session; operations run in the order in which they were queued.</summary>
/// <remarks>Marten numbers the parameters of its batch itself, so <c>$1</c> to <c>$n</c> of the text are replaced one by one.</remarks>
internal sealed class SqlOperation(NpgsqlBatchCommand statement) : Marten.Internal.Operations.IStorageOperation, NoDataReturnedCall
{
    /// <summary>Marten runs events before documents and keeps their order.</summary>
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
