using MentorshipFlow.Api.Pages.Calls;

namespace MentorshipFlow.Api.Pages.Import;

/// <summary>A file that somebody is about to import, with what was said about it so far.</summary>
public sealed class KeptFile
{
    /// <summary>Its place in the address.</summary>
    public required Guid Id { get; init; }

    /// <summary>The session that it belongs to.</summary>
    public required Guid Session { get; init; }

    /// <summary>The programme that it was chosen for.</summary>
    public required Guid Programme { get; init; }

    /// <summary>mentees, mentors, pairs, or answers of a wave.</summary>
    public required string Kind { get; init; }

    /// <summary>The wave whose answers it has; null for registers.</summary>
    public Guid? Wave { get; init; }

    /// <summary>As it is called on the visitor's computer.</summary>
    public required string Name { get; init; }

    /// <summary>Its bytes; null after they were imported.</summary>
    public byte[]? Bytes { get; set; }

    /// <summary>The meanings of headings, as heading:meaning.</summary>
    public IReadOnlyList<string> Map { get; set; } = [];

    /// <summary>The answers about persons, as place:answer.</summary>
    public IReadOnlyList<string> Persons { get; set; } = [];

    /// <summary>Places of rows that correct the register.</summary>
    public IReadOnlyList<string> Correct { get; set; } = [];

    /// <summary>The day of signing of consents without one.</summary>
    public DateOnly? ConsentOn { get; set; }

    /// <summary>The Idempotency-Key of the import; a new one when the answers change.</summary>
    public string Key { get; set; } = Visit.NewKey;

    /// <summary>The job that checks it; null while there is none.</summary>
    public Guid? Check { get; set; }

    /// <summary>The job that imports it; null while there is none.</summary>
    public Guid? Load { get; set; }

    /// <summary>The answer of the import as JSON; null before it.</summary>
    public byte[]? Result { get; set; }

    /// <summary>When it was last touched.</summary>
    public DateTimeOffset Touched { get; set; }
}

/// <summary>
/// The files between choosing and importing: in memory alone, for an hour, one for a session. After that or on another server the page
/// asks for the file again.
/// </summary>
public sealed class KeptFiles(TimeProvider clock)
{
    private const long MostBytes = 64L * 1024 * 1024;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, KeptFile> bySession = [];

    /// <summary>Keeps a file in place of the session's earlier one.</summary>
    public void Keep(KeptFile file)
    {
        lock (gate)
        {
            file.Touched = clock.GetUtcNow();
            bySession[file.Session] = file;
            Forget();
        }
    }

    /// <summary>The file of a session with an id; null when it is not kept any more.</summary>
    public KeptFile? Find(Guid session, Guid id)
    {
        lock (gate)
        {
            Forget();
            if (!bySession.TryGetValue(session, out var file) || file.Id != id) return null;
            file.Touched = clock.GetUtcNow();
            return file;
        }
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var old in bySession.Values.Where(f => now - f.Touched > Hour).ToList()) bySession.Remove(old.Session);
        while (bySession.Values.Sum(f => f.Bytes?.Length ?? 0L) > MostBytes) bySession.Remove(bySession.Values.MinBy(f =>
            f.Touched)!.Session);
    }
}
