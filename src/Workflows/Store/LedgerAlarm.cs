using System.Globalization;
using System.Text;
using MentorshipFlow.Audit;

namespace MentorshipFlow.Workflows.Store;

/// <summary>A raised alarm.</summary>
/// <param name="RaisedAt">yyyy-MM-ddTHH:mm:ssZ; null if its line cannot be read, or could not be written.</param>
/// <param name="Line">The number of its line in the file, from 1; 0 if it could not be written.</param>
/// <param name="Clearing">The reason of the operator's decision to clear it, which is not carried out yet; null while there is none.
/// </param>
public sealed record RaisedAlarm(LedgerVerdict.Broken Fault, string? RaisedAt, int Line, string? Clearing);

/// <summary>
/// The alarm that the ledger is not what was recorded. Once raised it stays raised, over restarts and on every node that shares the safe:
/// nothing is decided and nothing is signed until an operator clears it. In the file <c>alarm.log</c> of the safe, one line for each event:
/// <code>
/// raised {yyyy-MM-ddTHH:mm:ssZ} {code of the fault} {position} {where, or -}
/// clearing {yyyy-MM-ddTHH:mm:ssZ} {reason in one line}
/// cleared {yyyy-MM-ddTHH:mm:ssZ} {reason in one line}
/// </code>
/// It is raised until <c>cleared</c>. <c>clearing</c> is the operator's decision; see <c>AlarmClearing</c> for what happens in between.
/// </summary>
public sealed class LedgerAlarm(string safe, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private readonly string path = Path.Combine(safe, "alarm.log");
    private readonly Lock turn = new();
    private RaisedAlarm? known;
    private long? readAt;

    // A fault that could not be written, as on a full disk, must not be forgotten.
    private RaisedAlarm? unwritten;

    /// <summary>The fault that raised it; null while it is not raised. What another process writes counts within a second.</summary>
    public LedgerVerdict.Broken? Fault
    {
        get
        {
            lock (turn)
            {
                if (readAt is not { } at || clock.GetElapsedTime(at) >= Kept) (known, readAt) = (Read(), clock.GetTimestamp());
                return (unwritten ?? known)?.Fault;
            }
        }
    }

    /// <summary>The alarm as it is in the file now; null while it is not raised.</summary>
    public RaisedAlarm? Raised
    {
        get
        {
            lock (turn) return unwritten ?? Read();
        }
    }

    /// <summary>Raises it. The first fault counts; a fault that is found while the alarm is being cleared raises it anew.</summary>
    /// <returns>Whether it was not raised before.</returns>
    public bool Raise(LedgerVerdict.Broken found)
    {
        lock (turn)
        {
            if ((unwritten ?? Read()) is { Clearing: null }) return false;
            try
            {
                Append(RaisedNow(found));
                known = Read();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                known = unwritten = new(found, null, 0, null);
            }

            readAt = clock.GetTimestamp();
            return true;
        }
    }

    /// <summary>Notes the decision of an operator to clear it; it stays raised. The first decision counts.</summary>
    /// <param name="reason">Control characters become spaces.</param>
    public void Decide(string reason)
    {
        lock (turn)
        {
            if ((unwritten ?? Read()) is not { Clearing: null } raised) return;
            // A fault that could not be written before is written now, because the decision is about it.
            if (raised == unwritten) Append(RaisedNow(raised.Fault));
            Append($"clearing {Now} {Line(reason)}");
            (known, unwritten, readAt) = (Read(), null, clock.GetTimestamp());
        }
    }

    /// <summary>Clears it.</summary>
    /// <param name="reason">Control characters become spaces.</param>
    public void Clear(string reason)
    {
        lock (turn)
        {
            Append($"cleared {Now} {Line(reason)}");
            (known, unwritten, readAt) = (null, null, clock.GetTimestamp());
        }
    }

    private string Now => clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private string RaisedNow(LedgerVerdict.Broken fault) =>
        FormattableString.Invariant($"raised {Now} {fault.Code} {fault.Position} {Line(fault.Where)}");

    private static string Line(string text) => text.Length == 0 ? "-" : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private RaisedAlarm? Read()
    {
        if (!File.Exists(path)) return null;
        RaisedAlarm? raised = null;
        var lines = File.ReadAllText(path).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            // Only the last line may lack its end, if a crash cut it off.
            var whole = i < lines.Length - 1;
            switch (lines[i].Split(' ', 3))
            {
                case [""]:
                    break;
                case ["cleared", ..] when whole:
                    raised = null;
                    break;
                case ["clearing", _, var reason] when whole && raised is not null:
                    raised = raised with { Clearing = reason };
                    break;
                case [['c', ..], ..] when raised is not null:
                    // Cut off: the alarm stays, and a decision about it too.
                    break;
                case ["raised", var at, var fault] when fault.Split(' ', 3) is [var code, var position, var where]
                    && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                    raised = new(new(code, number, where == "-" ? "" : where), at, i + 1, null);
                    break;
                default:
                    // A line that was cut off, or that nobody can read, is an alarm too.
                    raised = (raised ?? new(new("alarm-unreadable", 0, ""), null, i + 1, null)) with { Clearing = null };
                    break;
            }
        }

        return raised;
    }

    private void Append(string line)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        // A line that was cut off by a crash is ended first.
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n') line = $"\n{line}";
        }

        file.Write(Encoding.UTF8.GetBytes($"{line}\n"));
        file.Flush(flushToDisk: true);
    }
}
