using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>Matches the people of a story: a round for each form, from the group meeting to confirmed pairs and groups.</summary>
public sealed class StoryMatching(StoryTeller teller)
{
    /// <summary>The rounds of stage 5.</summary>
    internal async Task Rounds(StoryPlace place, CancellationToken stop)
    {
        await Round(place, StoryBases.LearnerToLearner, stop);
        await Round(place, StoryBases.TeacherToTeacher, stop);
    }

    private async Task Round(StoryPlace place, string form, CancellationToken stop)
    {
        var (round, proposal, tandems) = (place.Ids.Of($"round {form}"), place.Ids.Of($"proposal {form}"), place.Cast.Of(form));
        await Tell("round", new MatchingCommand.OpenRound(round, form, null));
        await Tell("meeting", new MatchingCommand.HoldGroupMeeting(new(
            round, place.Ids.Of($"group meeting {form}"), place.Day, 60,
            [.. tandems.SelectMany(t => t.Mentees.Append(t.Mentor)).Select(p => place.Ids.Of(p.Key))])));
        foreach (var (mentee, mentor) in tandems.SelectMany(t => t.Mentees.Select(m => (m, t.Mentor))))
        {
            await Tell($"preference-{mentee.Key}", new MatchingCommand.SubmitPreference(new(
                round, place.Ids.Of($"preference {mentee.Key}"), SurveyAudience.Mentees, place.Ids.Of(mentee.Key), null,
                [place.Ids.Of(mentor.Key)], [])));
        }

        await Tell("preferences-closed", new MatchingCommand.ClosePreferences(round));
        await Tell("proposal", new MatchingCommand.ComputeProposal(round, proposal));
        await Tell("confirmation", new MatchingCommand.ConfirmMatches(
            round, proposal,
            [
                .. tandems.Select(t => new NewMatch(
                    place.Ids.Of($"match {t.Key}"), StoryTandems.Id(place, t.Key), t.IsGroup ? TandemKind.Group : TandemKind.Pair,
                    place.Ids.Of(t.Mentor.Key), [.. t.Mentees.Select(m => place.Ids.Of(m.Key))], null, null)),
            ],
            [PairingGround.QuestionnairesCompared, PairingGround.MutualWish]));
        await Tell("round-closed", new MatchingCommand.CloseRound(round, []));

        Task Tell(string step, MatchingCommand command) => teller.Tell(place, $"{step}-{form}", command, stop);
    }
}
