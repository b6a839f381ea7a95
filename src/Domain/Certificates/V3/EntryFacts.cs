using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Certificates.V3;

/// <summary>A mentee of the programme, as the certificate counts him.</summary>
internal sealed class MenteeFact(bool lateJoin)
{
    /// <summary>Gate 2 was approved when he applied.</summary>
    public bool LateJoin { get; } = lateJoin;

    public Membership Base { get; } = new();

    /// <summary>Requests by id: their categories.</summary>
    public SortedDictionary<Guid, string> Requests { get; } = [];

    public string? Form { get; set; }
}

/// <summary>A mentor of the programme, as the certificate counts him.</summary>
internal sealed class MentorFact(bool lateJoin)
{
    private readonly List<ParticipantEvent.MentorWithdrew> withdrawals = [];
    private bool declared;
    private int declarations;

    /// <summary>Gate 3 was approved when he applied.</summary>
    public bool LateJoin { get; } = lateJoin;

    public Membership Base { get; } = new();

    public MentorCategory Category { get; private set; }

    /// <summary>The last decision on him: selected, rejected, or none yet.</summary>
    public bool? Selected { get; private set; }

    public SelectionGround Ground { get; private set; }

    /// <summary>Trainings that were passed, by id: minutes.</summary>
    public Dictionary<Guid, int> Trainings { get; } = [];

    /// <summary>The last answer on programmes of other organisations.</summary>
    public bool? Sharing { get; set; }

    /// <summary>Was declared ready, and not by mistake.</summary>
    public bool EverReady => declarations > 0;

    public void Enter(MentorCategory category, int version)
    {
        Base.Enter(version);
        withdrawals.Clear();
        (Category, declared) = (category, false);
    }

    public void Leave(RemovalReason reason)
    {
        Base.Leave(reason);
        declared = false;
    }

    public void Decide(bool selected, SelectionGround ground)
    {
        (Selected, Ground) = (selected, ground);
        if (!selected) declared = false;
    }

    public void Declare()
    {
        declared = true;
        declarations++;
    }

    public void Revoke(RevocationReason reason)
    {
        if (declared && reason == RevocationReason.RecordedByMistake) declarations--;
        declared = false;
    }

    public void Withdraw(ParticipantEvent.MentorWithdrew withdrawal) => withdrawals.Add(withdrawal);

    /// <summary>A training or a withdrawal counts no more.</summary>
    public void Void(Guid fact)
    {
        Trainings.Remove(fact);
        withdrawals.RemoveAll(w => w.Id == fact);
    }

    /// <summary>A withdrawal has taken effect, though he was not removed.</summary>
    public bool GoneOn(DateOnly day) => Base.Now && withdrawals is [.., var last] && last.EffectiveOn <= day;

    /// <summary>In the base, and no withdrawal has taken effect.</summary>
    public bool AvailableOn(DateOnly day) => Base.Now && !GoneOn(day);

    /// <summary>Declared ready and still there, and he may take part with a consent that counts on the day.</summary>
    public bool ReadyOn(DateOnly day, PersonStatus standing) => declared && AvailableOn(day) && standing.MayTakePart && standing.ConsentsTo(ConsentPurpose.Participation, day);
}
