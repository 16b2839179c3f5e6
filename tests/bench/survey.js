// Plays interviews in a SurveyJS form. Standard input: {form, checks, played, warm, rounds}, where
// checks and played are interviews; standard output: {visible: question names for each interview of
// both, milliseconds: for one answer and the question that comes next, one number a round}.
"use strict";
const { readFileSync } = require("node:fs");
const { Model } = require("survey-core");

const { form, checks, played, warm, rounds } = JSON.parse(readFileSync(0, "utf8"));
const survey = new Model(form);
const questions = survey.getAllQuestions();
const seen = { visible: [], milliseconds: [] };

function start() {
  survey.data = {};
  for (const name of survey.getVariableNames()) survey.setVariable(name, undefined);
}

function next() {
  for (const question of questions) {
    if (question.isVisible && question.isEmpty()) return question.name;
  }
  return null;
}

function answer(step) {
  for (const name in step.counts) survey.setVariable(name, step.counts[name]);
  survey.setValue(step.name, step.value);
  return next();
}

function note() {
  seen.visible.push(questions.filter((each) => each.isVisible).map((each) => each.name));
}

for (const steps of checks) {
  start();
  for (const step of steps) {
    for (const name in step.counts) survey.setVariable(name, step.counts[name]);
  }
  survey.data = Object.fromEntries(steps.map((step) => [step.name, step.value]));
  note();
}
for (const steps of played) {
  start();
  steps.forEach(answer);
  note();
}

const answers = played.reduce((sum, steps) => sum + steps.length, 0);
const until = performance.now() + warm * 1000;
while (seen.milliseconds.length < rounds) {
  let spent = 0;
  for (const steps of played) {
    start();
    const begin = performance.now();
    for (const step of steps) answer(step);
    spent += performance.now() - begin;
  }
  // What comes earlier is not counted: the compiler is still at work.
  if (performance.now() > until) seen.milliseconds.push(spent / answers);
}
process.stdout.write(JSON.stringify(seen));
