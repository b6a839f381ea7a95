using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Certificates.V3;

/// <summary>A person's ways into a base and out of it. A stay that was recorded by mistake never was.</summary>
internal sealed class Membership
{
    // How each stay ended; null while it lasts.
    private readonly List<RemovalReason?> stays = [];

    /// <summary>Is or was in the base.</summary>
    public bool Ever => stays.Count > 0;

    /// <summary>Is in the base.</summary>
    public bool Now => EnteredAt > 0;

    /// <summary>The version with which the person entered last; 0 outside of the base.</summary>
    public int EnteredAt { get; private set; }

    /// <summary>Why the last stay ended.</summary>
    public RemovalReason? Removed => Now || stays.Count == 0 ? null : stays[^1];

    /// <summary>A mentor whose withdrawal took effect is taken in again without having been removed: the stay goes on.</summary>
    public void Enter(int version)
    {
        if (!Now) stays.Add(null);
        EnteredAt = version;
    }

    /// <summary>Ends the stay; outside of the base it is the application that is closed.</summary>
    public void Leave(RemovalReason reason)
    {
        if (!Now) return;
        EnteredAt = 0;
        if (reason == RemovalReason.RecordedByMistake) stays.RemoveAt(stays.Count - 1);
        else stays[^1] = reason;
    }
}
