namespace MentorshipFlow.Workflows.Digests;

/// <summary>Whether the digests of an account are sent.</summary>
public enum DigestStatus
{
    /// <summary>The address is not confirmed yet.</summary>
    Asked,

    /// <summary>They are sent.</summary>
    On,

    /// <summary>The person stopped them.</summary>
    Stopped,

    /// <summary>The address was refused several times in a row.</summary>
    Refused,
}

/// <summary>The wish of a person for digests.</summary>
/// <param name="Organisation">The organisation whose clock counts.</param>
/// <param name="Language">A two-letter code.</param>
/// <param name="Hour">0 to 23.</param>
/// <param name="Days">1 Monday to 7 Sunday, sorted; at least one.</param>
public sealed record DigestWish(string Address, Guid Organisation, string Language, int Hour, IReadOnlyList<int> Days);

/// <summary>The digests of an account.</summary>
/// <param name="Number">Counts the addresses of the account.</param>
/// <param name="AskedAt">When the address was named.</param>
/// <param name="Confirmed">Whether somebody who reads its letters confirmed it.</param>
/// <param name="DoneOn">The last day whose digest was sent, or was empty.</param>
public sealed record DigestSettings(
    Guid Account, DigestWish Wish, int Number, DateTimeOffset AskedAt, bool Confirmed, DigestStatus Status, DateOnly? DoneOn)
{
    /// <summary>Whether a digest is due on a day that has none yet.</summary>
    public bool Wants(DateOnly day) =>
        Status == DigestStatus.On && !(DoneOn >= day) && Wish.Days.Contains(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek);
}
