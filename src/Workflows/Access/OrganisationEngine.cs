using System.Collections.Concurrent;
using MentorshipFlow.Organisations;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Access;

/// <summary>The facts about its organisation that every request needs.</summary>
/// <param name="Zone">It decides what "today" is.</param>
/// <param name="Sandbox">Whether the organisation is a sandbox.</param>
public sealed record OrganisationSetting(TimeZoneInfo Zone, bool Sandbox);

/// <summary>Organisations and their keys, decided like everything else: read, decide, append.</summary>
public sealed class OrganisationEngine(StreamEngine<Organisation> engine, StreamFold<Organisation> folds, StreamFold<Person> people,
    StreamFold<Programme> programmes, AccessKeys keys, TimeProvider clock)
{
    private const int MostKept = 10_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, (OrganisationSetting Setting, long Since)> settings = new();

    /// <summary>The fold of an organisation's stream.</summary>
    public static Folding<Organisation> Folding { get; } = new(Organisation.Empty, (state, e, _) => state.Evolve((OrganisationEvent)e),
        state => state.Version);

    /// <summary>The organisation as it is now; null when it does not exist, or was a sandbox and is deleted.</summary>
    public async Task<Organisation?> Find(Guid organisation, CancellationToken stop) =>
        await folds.Current(StreamNames.Organisation(organisation), stop) is { Created: not null, Deleted: false } found ? found : null;

    /// <summary>An organisation and those whose successor it is, with theirs.</summary>
    public async Task<IReadOnlyList<Guid>> WithPredecessors(Guid organisation, CancellationToken stop)
    {
        List<Guid> all = [organisation];
        for (var i = 0; i < all.Count; i++)
        {
            if (await Find(all[i], stop) is { } found)
                all.AddRange(found.Reorganisations.Predecessors.Values.Select(p => p.Predecessor).Order().Where(p => !all.Contains(p)));
        }

        return all;
    }

    /// <summary>The reorganisations by which an organisation went over to its successor, that one to its own, and so on.</summary>
    public async Task<IReadOnlyList<Reorganisation>> Successions(Guid organisation, CancellationToken stop)
    {
        List<Reorganisation> all = [];
        for (var at = organisation; (await Find(at, stop))?.Reorganisations.Succession is { } next; at = next.Event.Successor)
            all.Add(next);
        return all;
    }

    /// <summary>
    /// What every request needs to know of an organisation. Cached for one second: a correction takes effect at once on this node, and
    /// within a second on the others.
    /// </summary>
    public async ValueTask<OrganisationSetting> Setting(Guid organisation, CancellationToken stop)
    {
        if (settings.TryGetValue(organisation, out var kept) && clock.GetElapsedTime(kept.Since) < KeptFor) return kept.Setting;
        var now = await folds.Current(StreamNames.Organisation(organisation), stop);
        OrganisationSetting found = new(
            now.Created is { } created && TimeZoneInfo.TryFindSystemTimeZoneById(created.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc,
            now.Sandbox is not null);
        if (settings.Count >= MostKept) settings.Clear();
        settings[organisation] = (found, clock.GetTimestamp());
        return found;
    }

    /// <summary>The time zone that decides what "today" is for an organisation.</summary>
    public async ValueTask<TimeZoneInfo> TimeZone(Guid organisation, CancellationToken stop) => (await Setting(organisation, stop)).Zone;

    /// <summary>Decides one command. The context must be of the organisation that the stream belongs to.</summary>
    public async Task<Outcome<Organisation>> Decide(Guid organisation, OrganisationCommand command, CommandContext context,
        CancellationToken stop)
    {
        StreamAppend? restsOn = null;
        var outcome = await engine.Decide(
            StreamNames.Organisation(organisation), context,
            async (state, token) =>
            {
                if (context.Precondition?.Invoke(state) is { } unfit) return unfit;
                (var completed, restsOn) = await Completed(organisation, state, command, token);
                return OrganisationDecider.Decide(state, completed);
            },
            state => state, stop, (_, decided, _) => new(new SideWrites(restsOn is null ? [] : [restsOn], Lost(organisation, decided))));
        if (command is OrganisationCommand.RevokeKey revoked) keys.Forget(revoked.Key);
        if (command is SandboxCommand.DeleteSandbox or ReorganisationCommand or OrganisationCommand.IssueKey { HeadsKeysLost: true })
            keys.ForgetAll(organisation);
        if (command is OrganisationCommand.CorrectOrganisation) settings.TryRemove(organisation, out _);
        return outcome;
    }

    // A key for somebody of the register depends on the person, who must not leave in between.
    private async ValueTask<(OrganisationCommand Command, StreamAppend? RestsOn)> Completed(
        Guid organisation, Organisation state, OrganisationCommand command, CancellationToken stop)
    {
        if (command is SharingCommand sharing) return await Completed(organisation, state, sharing, stop);
        if (command is OrganisationCommand.NameRegion { Centre: { } centre } region)
            return (region with { CentreFound = await Find(centre, stop) is { Created.Kind: OrganisationKind.RegionalCentre } }, null);
        if (command is not OrganisationCommand.IssueKey { Person: { } person } issue) return (command, null);
        var stream = StreamNames.Person(person);
        var holder = await people.Current(stream, stop);
        return holder.Registry.Registered?.Organisation == organisation
            ? (issue with { Holder = holder.Standing }, StreamAppend.Unmoved(stream, holder.Version))
            : (command, null);
    }

    // Other revocations come with their request; which keys of the head are lost, only the decision knows.
    private static IReadOnlyList<SideWrite> Lost(Guid organisation, IReadOnlyList<DomainEvent> decided) =>
        [.. decided.OfType<OrganisationEvent.AccessKeyRevoked>().Where(e => e.Ground == KeyRevocation.Lost)
            .Select(e => AccessKeys.Revocation(e.Key, organisation))];

    // A mentor who is offered or handed over must not withdraw the consent in between.
    private async ValueTask<(OrganisationCommand Command, StreamAppend? RestsOn)> Completed(
        Guid organisation, Organisation state, SharingCommand command, CancellationToken stop)
    {
        switch (command)
        {
            case SharingCommand.OfferMentor c:
                var (offered, standing, version) = await Mentor(organisation, c.Programme, c.Mentor, c.On, stop);
                return (c with
                {
                    Found = offered?.AvailableOn(c.On) == true && standing is not null ? Profile(offered.Offer, standing) : null,
                    Permitted = Permits(offered), Standing = standing,
                }, version);
            case SharingCommand.AcceptRequest c when state.Sharing.Received.TryGetValue(c.Request, out var request):
                var (entry, known, unmoved) = await Mentor(organisation, request.Offer.Programme, request.Mentor, c.On, stop);
                return (c with { Permitted = Permits(entry), Standing = known }, unmoved);
            case SharingCommand.AskForMentor c:
                var theirs = c.School == organisation ? null : await Find(c.School, stop);
                var own = await programmes.Current(StreamNames.Programme(c.Programme), stop);
                return (c with
                {
                    Offered = theirs is { Sandbox: null, Region.Centre: { } centre } && centre == state.Region?.Centre
                        && theirs.Sharing.Offers.ContainsKey(c.Offer),
                    Open = own is { Closed: false, Charter: { } charter } && charter.Organisation == organisation,
                }, null);
            default:
                return (command, null);
        }
    }

    private async Task<(MentorEntry? Entry, PersonStatus? Standing, StreamAppend? Unmoved)> Mentor(
        Guid organisation, Guid programme, Guid mentor, DateOnly on, CancellationToken stop)
    {
        var stream = StreamNames.Person(mentor);
        var person = await people.Current(stream, stop);
        if (person.Registry.Registered?.Organisation != organisation) return (null, null, null);
        var joined = await programmes.Current(StreamNames.Programme(programme), stop);
        // After a reorganisation a consent to the former operator counts no longer.
        var standing = person.Standing with { Consents = [.. joined.Participants.Consenting(person.Standing, ConsentPurpose.Sharing, on)] };
        return (joined.Participants.Mentors.GetValueOrDefault(mentor), standing, StreamAppend.Unmoved(stream, person.Version));
    }

    /// <summary>Whether a mentor agreed to work for schools of the region.</summary>
    public static bool Permits(MentorEntry? mentor) =>
        mentor?.Sharing is { Permitted: true, Scope: SharingScope.Region or SharingScope.Country };

    private static SharedProfile Profile(MentorOffer offer, PersonStatus standing) => new(
        standing.Kinds, standing.AgeBand, standing.Experience, offer.Competences, offer.Interests, offer.PreferredAgeFrom,
        offer.PreferredAgeTo, offer.MinutesPerWeek, offer.Capacity, offer.Forms, offer.Subject);
}
