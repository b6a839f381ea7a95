using System.Globalization;
using System.Text;
using MentorshipFlow.Audit;

namespace MentorshipFlow.Workflows.Store;

/// <summary>
/// The alarm that the ledger is not what was recorded. Once raised it stays raised, over restarts and on every node that shares the safe:
/// nothing is decided and nothing is signed until an operator clears it. In the file <c>alarm.log</c> of the safe, one line for each event:
/// <code>
/// raised {yyyy-MM-ddTHH:mm:ssZ} {code of the fault} {position} {where, or -}
/// cleared {yyyy-MM-ddTHH:mm:ssZ} {reason in one line}
/// </code>
/// The last line counts.
/// </summary>
public sealed class LedgerAlarm(string safe, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private readonly string path = Path.Combine(safe, "alarm.log");
    private readonly Lock turn = new();
    private LedgerVerdict.Broken? fault;
    private long? readAt;

    // A fault that could not be written, as on a full disk, must not be forgotten.
    private LedgerVerdict.Broken? unwritten;

    /// <summary>The fault that raised it; null while it is not raised. What another process writes counts within a second.</summary>
    public LedgerVerdict.Broken? Fault
    {
        get
        {
            lock (turn)
            {
                if (readAt is { } at && clock.GetElapsedTime(at) < Kept) return unwritten ?? fault;
                fault = Read();
                readAt = clock.GetTimestamp();
                return unwritten ?? fault;
            }
        }
    }

    /// <summary>Raises it. The first fault counts.</summary>
    /// <returns>Whether it was not raised before.</returns>
    public bool Raise(LedgerVerdict.Broken found)
    {
        lock (turn)
        {
            if ((unwritten ?? Read()) is not null) return false;
            try
            {
                Append($"raised {Now} {found.Code} {found.Position.ToString(CultureInfo.InvariantCulture)} {Line(found.Where)}");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                unwritten = found;
            }

            (fault, readAt) = (found, clock.GetTimestamp());
            return true;
        }
    }

    /// <summary>Clears it, by the decision of an operator.</summary>
    /// <param name="reason">Control characters become spaces.</param>
    public void Clear(string reason)
    {
        lock (turn)
        {
            Append($"cleared {Now} {Line(reason)}");
            (fault, unwritten, readAt) = (null, null, clock.GetTimestamp());
        }
    }

    private string Now => clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Line(string text) => text.Length == 0 ? "-" : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private LedgerVerdict.Broken? Read()
    {
        if (!File.Exists(path)) return null;
        var last = File.ReadLines(path).LastOrDefault(line => line.Length > 0);
        if (last is null || last.StartsWith("cleared ", StringComparison.Ordinal)) return null;
        // A line that was cut off by a crash is an alarm too.
        return last.Split(' ', 5) is ["raised", _, var code, var at, var where]
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? new(code, position, where == "-" ? "" : where) : new("alarm-unreadable", 0, "");
    }

    private void Append(string line)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write(Encoding.UTF8.GetBytes($"{line}\n"));
        file.Flush(flushToDisk: true);
    }
}
