using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>After a change of the operator of personal data: consents from before <see cref="From"/> name the former one, and count no
/// longer than to <see cref="Until"/>.</summary>
/// <param name="From">The first day of the successor.</param>
public sealed record ConsentRenewal(DateOnly From, DateOnly Until);

/// <summary>The current state of mentees, mentors and their training.</summary>
/// <param name="Standings">The latest status of each person.</param>
/// <param name="Mentees">By person, in the order of the ids, because evaluations depend on the order.</param>
/// <param name="Mentors">By person, in the order of the ids.</param>
/// <param name="Measured">Entry measurements that are not voided, by person.</param>
/// <param name="Facts">Facts not about one person and not voided (experts, materials, plans, sessions, information events, shortages,
/// proposed pairs), in
/// the order of their ids.</param>
/// <param name="Seen">Ids of all facts ever recorded; an id is used only once.</param>
public sealed record ParticipantsRoom(
    ImmutableDictionary<Guid, PersonStatus> Standings, ImmutableSortedDictionary<Guid, MenteeEntry> Mentees,
    ImmutableSortedDictionary<Guid, MentorEntry> Mentors, ImmutableDictionary<Guid, ImmutableList<ParticipantEvent.EntryMeasured>> Measured,
    ImmutableSortedDictionary<Guid, ParticipantEvent> Facts, ImmutableHashSet<Guid> Seen)
{
    /// <summary>Nobody yet.</summary>
    public static ParticipantsRoom Empty { get; } = new(
        ImmutableDictionary<Guid, PersonStatus>.Empty, ImmutableSortedDictionary<Guid, MenteeEntry>.Empty,
        ImmutableSortedDictionary<Guid, MentorEntry>.Empty, ImmutableDictionary<Guid, ImmutableList<ParticipantEvent.EntryMeasured>>.Empty,
        ImmutableSortedDictionary<Guid, ParticipantEvent>.Empty, []);

    /// <summary>The takeovers from long-term bases of earlier programmes, in order.</summary>
    public ImmutableList<ParticipantEvent.LongTermMentorsTaken> Taken { get; init; } = [];

    /// <summary>The changes of the operator of personal data after which consents have to be given again.</summary>
    public ImmutableList<ConsentRenewal> Renewals { get; init; } = [];

    /// <summary>Whether a consent of a person to a purpose is in force on a day.</summary>
    public bool ConsentsTo(Guid person, ConsentPurpose purpose, DateOnly day) => Consenting(person, purpose, day).Any();

    /// <summary>The consents of a person to a purpose that are in force on a day.</summary>
    public IEnumerable<ConsentInForce> Consenting(Guid person, ConsentPurpose purpose, DateOnly day) =>
        Standings.GetValueOrDefault(person) is { } standing ? Consenting(standing, purpose, day) : [];

    /// <summary>The same for a status.</summary>
    public IEnumerable<ConsentInForce> Consenting(PersonStatus standing, ConsentPurpose purpose, DateOnly day) =>
        standing.Counting(purpose, day).Where(c => Renewals.TrueForAll(r => c.ValidFrom >= r.From || day <= r.Until));

    /// <summary>Whether a person takes part here, as a mentee or as a mentor.</summary>
    public bool Knows(Guid person) => Mentees.ContainsKey(person) || Mentors.ContainsKey(person);

    /// <summary>Ids of those who are minors on a day as far as the ledger knows.</summary>
    public IEnumerable<Guid> MinorsOn(DateOnly day) => Standings.Where(s => !s.Value.Erased && s.Value.MinorOn(day)).Select(s => s.Key);

    /// <summary>Facts of one kind not about one person, in the order of their ids.</summary>
    public IEnumerable<T> Of<T>()
        where T : ParticipantEvent => Facts.Values.OfType<T>();

    /// <summary>A person's entry measurements.</summary>
    public ImmutableList<ParticipantEvent.EntryMeasured> MeasurementsOf(Guid person) => Measured.GetValueOrDefault(person, []);

    /// <summary>Whether a shortage of mentors was acknowledged for a form at a stage's gate.</summary>
    public bool ShortageAcknowledged(string form, int stage) =>
        Of<ParticipantEvent.ShortageAcknowledged>().Any(s => s.Form == form && s.Stage == stage);

    /// <summary>Whether a fact is recorded and not voided; without a person, a fact not about one person.</summary>
    public bool Counts(Guid? person, Guid fact) => person is not { } id
        ? Facts.ContainsKey(fact)
        : MeasurementsOf(id).Exists(m => m.Id == fact)
            || (Mentees.TryGetValue(id, out var mentee)
                && (mentee.Requests.Exists(r => r.Id == fact) || mentee.Information.Exists(i => i.Id == fact)))
            || (Mentors.TryGetValue(id, out var mentor)
                && (mentor.Interviews.Exists(i => i.Id == fact) || mentor.Trainings.Exists(t => t.Id == fact)
                || mentor.LabourTerms.Exists(l => l.Id == fact) || mentor.Withdrawals.Exists(w => w.Id == fact)));

    /// <summary>The room after one more event.</summary>
    public ParticipantsRoom Evolve(ParticipantEvent @event, in Recorded recorded)
    {
        var (version, on) = (recorded.Version, recorded.EffectiveOn);
        return @event switch
        {
            ParticipantEvent.PersonStandingRecorded e => Known(e.Person, e.Standing),
            ParticipantEvent.EntryMeasured e =>
                Seeing(e.Id) with { Measured = Measured.SetItem(e.Person, MeasurementsOf(e.Person).Add(e)) },
            ParticipantEvent.ParticipantFactVoided { Person: { } person } e => WithoutFact(person, e.Fact),
            ParticipantEvent.ParticipantFactVoided e => this with { Facts = Facts.Remove(e.Fact) },
            ParticipantEvent.ExpertEngaged e => WithFact(e.Id, e),
            ParticipantEvent.TrainingMaterialsPrepared e => WithFact(e.Id, e),
            ParticipantEvent.TrainingPlanApproved e => WithFact(e.Id, e),
            ParticipantEvent.TrainingSessionHeld e => WithFact(e.Id, e),
            ParticipantEvent.MentorsInformed e => WithFact(e.Id, e),
            ParticipantEvent.ShortageAcknowledged e => WithFact(e.Id, e),
            ParticipantEvent.PairProposed e => WithFact(e.Id, e),
            ParticipantEvent.LongTermMentorsTaken e => this with { Taken = Taken.Add(e) },
            _ => OfMentee(@event, version, on) ?? OfMentor(@event, version, on) ?? throw new UnreachableException(@event.GetType().Name),
        };
    }

    private ParticipantsRoom? OfMentee(ParticipantEvent @event, int version, DateOnly on) => @event switch
    {
        ParticipantEvent.MenteeApplied e => Known(e.Person, e.Standing) with { Mentees = Mentees.Add(e.Person, MenteeEntry.Of(e, on)) },
        ParticipantEvent.MenteeRequestRecorded e => Seeing(e.Id).WithMentee(e.Person, m => m with { Requests = m.Requests.Add(e) }),
        ParticipantEvent.ThirdPartyInformationRecorded e =>
            Seeing(e.Id).WithMentee(e.Person, m => m with { Information = m.Information.Add(e) }),
        ParticipantEvent.MenteeMotivationNamed e => WithMentee(e.Person, m => m with { Motivation = e.Motivation }),
        ParticipantEvent.MenteeFormAssigned e => WithMentee(e.Person, m => m with { Form = e }),
        ParticipantEvent.MenteeAddedToBase e => WithMentee(e.Person, m => m with { EnteredOn = on, EnteredAt = version, Removed = null }),
        ParticipantEvent.MenteeRemovedFromBase e => WithMentee(e.Person, m => m.Left(e)),
        ParticipantEvent.MenteeResultEntered e => WithMentee(e.Person, m => m with { Result = e }),
        _ => null,
    };

    private ParticipantsRoom? OfMentor(ParticipantEvent @event, int version, DateOnly on) => @event switch
    {
        ParticipantEvent.MentorApplied e => Known(e.Person, e.Standing) with { Mentors = Mentors.Add(e.Person, MentorEntry.Of(e, on)) },
        ParticipantEvent.MentorApplicationChanged e => WithMentor(e.Person, m => m with { Offer = e.Offer }),
        ParticipantEvent.MentorEnterpriseNamed e => WithMentor(e.Person, m => m with { Enterprise = e.Partner }),
        ParticipantEvent.MentorSharingAnswered e => WithMentor(e.Person, m => m with { Sharing = e }),
        ParticipantEvent.MentorAddedToBase e => WithMentor(e.Person, m => m with
        {
            Category = e.Category, EnteredOn = on, EnteredAt = version, Removed = null, Withdrawals = [], DeclaredReadyOn = null,
        }),
        ParticipantEvent.MentorRemovedFromBase e => WithMentor(e.Person, m => m.Left(e)),
        ParticipantEvent.MentorResultEntered e => WithMentor(e.Person, m => m with { Result = e }),
        ParticipantEvent.MovedToLongTermBase e => WithMentor(e.Person, m => m with { LongTerm = e.Consent }),
        ParticipantEvent.RemovedFromLongTermBase e => WithMentor(e.Person, m => m with { LongTerm = null }),
        ParticipantEvent.MentorSelected e => WithMentor(e.Person, m => m with { Decided = e }),
        ParticipantEvent.MentorRejected e => WithMentor(e.Person, m => m with { Decided = e, DeclaredReadyOn = null }),
        ParticipantEvent.InterviewHeld e => Seeing(e.Id).WithMentor(e.Person, m => m with { Interviews = m.Interviews.Add(e) }),
        ParticipantEvent.MentorTrainingCompleted e => Seeing(e.Id).WithMentor(e.Person, m => m with { Trainings = m.Trainings.Add(e) }),
        ParticipantEvent.LabourTermsFixed e => Seeing(e.Id).WithMentor(e.Person, m => m with { LabourTerms = m.LabourTerms.Add(e) }),
        ParticipantEvent.MentorDeclaredReady e => WithMentor(e.Person, m => m.Declared(on)),
        ParticipantEvent.ReadinessRevoked e => WithMentor(e.Person, m => m.Revoked(e.Reason)),
        ParticipantEvent.MentorWithdrew e => Seeing(e.Id).WithMentor(e.Person, m => m with { Withdrawals = m.Withdrawals.Add(e) }),
        _ => null,
    };

    // Decisions on the person's stream and on the programme's may both bring a status; an older one never replaces a newer one.
    private ParticipantsRoom Known(Guid person, PersonStatus standing) =>
        Standings.TryGetValue(person, out var known) && known.Version > standing.Version
            ? this
            : this with { Standings = Standings.SetItem(person, standing) };

    private ParticipantsRoom Seeing(Guid fact) => this with { Seen = Seen.Add(fact) };

    private ParticipantsRoom WithFact(Guid id, ParticipantEvent fact) => Seeing(id) with { Facts = Facts.Add(id, fact) };

    private ParticipantsRoom WithMentee(Guid person, Func<MenteeEntry, MenteeEntry> change) =>
        this with { Mentees = Mentees.SetItem(person, change(Mentees[person])) };

    private ParticipantsRoom WithMentor(Guid person, Func<MentorEntry, MentorEntry> change) =>
        this with { Mentors = Mentors.SetItem(person, change(Mentors[person])) };

    private ParticipantsRoom WithoutFact(Guid person, Guid fact)
    {
        var next = this with { Measured = Measured.SetItem(person, MeasurementsOf(person).RemoveAll(m => m.Id == fact)) };
        if (Mentees.ContainsKey(person))
        {
            next = next.WithMentee(person,
                m => m with { Requests = m.Requests.RemoveAll(r => r.Id == fact),
                    Information = m.Information.RemoveAll(i => i.Id == fact) });
        }

        return !Mentors.ContainsKey(person) ? next : next.WithMentor(person, m => m with
        {
            Interviews = m.Interviews.RemoveAll(i => i.Id == fact), Trainings = m.Trainings.RemoveAll(t => t.Id == fact),
            LabourTerms = m.LabourTerms.RemoveAll(l => l.Id == fact), Withdrawals = m.Withdrawals.RemoveAll(w => w.Id == fact),
        });
    }
}
