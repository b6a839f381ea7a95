using System.Collections.Immutable;
using System.Diagnostics;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Surveys;

/// <summary>The current state of a personal link.</summary>
public sealed record SurveyLink(SurveyEvent.SurveyLinkIssued Issued, bool Revoked)
{
    /// <summary>Whether it is valid on a day.</summary>
    public bool OpensOn(DateOnly day) => !Revoked && day <= Issued.ExpiresOn;
}

/// <summary>An answer that is not voided, and its day.</summary>
public sealed record SurveyAnswer(SurveyEvent.SurveyAnswered Answered, DateOnly On);

/// <summary>The current state of one wave.</summary>
/// <param name="ClosesOn">The last day for answers.</param>
/// <param name="Answers">Answers that are not voided, one per person.</param>
public sealed record SurveyWave(
    SurveyEvent.SurveyWaveOpened Opened, DateOnly OpenedOn, DateOnly? ClosesOn, DateOnly? ClosedOn, ImmutableHashSet<Guid> Invited,
    ImmutableDictionary<Guid, SurveyAnswer> Answers)
{
    /// <summary>The wave's id.</summary>
    public Guid Id => Opened.Wave;

    /// <summary>Closed, and not reopened since. The end of the last day does not close a wave; only a decision does.</summary>
    public bool Closed => ClosedOn is not null;

    /// <summary>Whether a person has an answer that is not voided.</summary>
    public bool AnsweredBy(Guid person) => Answers.ContainsKey(person);
}

/// <summary>The survey waves of a programme, with invitations, links and answers.</summary>
/// <param name="Waves">In the order of their ids, because evaluations depend on the order.</param>
/// <param name="Links">Every link ever issued.</param>
/// <param name="Seen">Ids of all answers ever recorded; an id is used only once.</param>
public sealed record SurveysRoom(
    ImmutableSortedDictionary<Guid, SurveyWave> Waves, ImmutableDictionary<Guid, SurveyLink> Links, ImmutableHashSet<Guid> Seen)
{
    /// <summary>No wave yet.</summary>
    public static SurveysRoom Empty { get; } =
        new(ImmutableSortedDictionary<Guid, SurveyWave>.Empty, ImmutableDictionary<Guid, SurveyLink>.Empty, []);

    /// <summary>Waves of one purpose and audience, open or closed, in the order of their ids.</summary>
    public IEnumerable<SurveyWave> Of(SurveyAudience audience, SurveyPurpose purpose) =>
        Waves.Values.Where(w => w.Opened.Audience == audience && w.Opened.Purpose == purpose);

    /// <summary>Closed waves of one purpose and audience, which gates require (G2.1, G3.1, G6.3).</summary>
    public IEnumerable<SurveyWave> Closed(SurveyAudience audience, SurveyPurpose purpose) => Of(audience, purpose).Where(w => w.Closed);

    /// <summary>Whether a person has answered a wave of this purpose, open or closed.</summary>
    public bool HasAnswered(Guid person, SurveyAudience audience, SurveyPurpose purpose) =>
        Of(audience, purpose).Any(w => w.AnsweredBy(person));

    /// <summary>Whether a person has answered an entry measurement, open or closed (G2.4).</summary>
    public bool HasEntryAnswer(Guid person, SurveyAudience audience) => HasAnswered(person, audience, SurveyPurpose.Entry);

    /// <summary>The room after one more event.</summary>
    public SurveysRoom Evolve(SurveyEvent @event, in Recorded recorded)
    {
        var on = recorded.EffectiveOn;
        return @event switch
        {
            SurveyEvent.SurveyWaveOpened e => this with
            {
                Waves = Waves.Add(e.Wave, new SurveyWave(e, on, e.ClosesOn, null, [], ImmutableDictionary<Guid, SurveyAnswer>.Empty)),
            },
            SurveyEvent.SurveyParticipantsInvited e => With(e.Wave, w => w with { Invited = w.Invited.Union(e.Persons) }),
            SurveyEvent.SurveyWaveClosed e => With(e.Wave, w => w with { ClosedOn = on }),
            SurveyEvent.SurveyWaveReopened e => With(e.Wave, w => w with { ClosedOn = null, ClosesOn = e.ClosesOn }),
            SurveyEvent.SurveyLinkIssued e => this with { Links = Links.Add(e.Link, new SurveyLink(e, false)) },
            SurveyEvent.SurveyLinkRevoked e => this with { Links = Links.SetItem(e.Link, Links[e.Link] with { Revoked = true }) },
            SurveyEvent.SurveyAnswered e =>
                With(e.Wave, w => w with { Answers = w.Answers.Add(e.Person, new SurveyAnswer(e, on)) }) with { Seen = Seen.Add(e.Id) },
            SurveyEvent.SurveyAnswerVoided e =>
                With(e.Wave,
                    w => w with { Answers = w.Answers.RemoveRange(w.Answers.Values.Where(a => a.Answered.Id == e.Id)
                        .Select(a => a.Answered.Person)) }),
            _ => throw new UnreachableException(@event.GetType().Name),
        };
    }

    private SurveysRoom With(Guid wave, Func<SurveyWave, SurveyWave> change) =>
        this with { Waves = Waves.SetItem(wave, change(Waves[wave])) };
}
